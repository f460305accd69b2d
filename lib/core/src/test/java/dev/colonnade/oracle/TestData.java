package dev.colonnade.oracle;

import dev.colonnade.source.DataFile;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Datasets whose rows are known: one file and many, hive partitions, files of different schemas, several row groups, no
 * rows. A backend's tests write the files with an engine that they trust to write.
 */
public final class TestData {
    /** Writes one Parquet file; missing directories are the writer's to make. */
    public interface Writer {
        void write(Path file, Schema schema, List<List<@Nullable Object>> rows);
    }

    /** How the rows of a dataset lie in files. */
    public enum Layout {
        /** A file per dataset where it is not the point to have several. */
        FEW_FILES,
        /** A file per two rows. */
        MANY_FILES
    }

    private record Written(Schema schema, List<List<@Nullable Object>> rows) {}

    private final Path directory;
    private final Layout layout;
    private final Random random;
    private final Writer writer;
    private final Map<Path, Written> files = new HashMap<>();
    private final Map<FileSet, List<List<@Nullable Object>>> rows = new HashMap<>();
    private final List<FileSet> datasets = new ArrayList<>();

    private TestData(Path directory, Layout layout, long seed, Writer writer) {
        this.directory = directory.toAbsolutePath();
        this.layout = layout;
        this.random = new Random(seed);
        this.writer = writer;
    }

    /** Writes all datasets below a directory. Seed and layout decide what is in them, the layout not which rows. */
    public static TestData write(Path directory, Layout layout, long seed, Writer writer) {
        TestData data = new TestData(directory, layout, seed, writer);
        data.dataset("wide", TestSchemas.WIDE, 40, 4);
        data.dataset("tame", TestSchemas.TAME, 25, 3);
        data.dataset("more", TestSchemas.TAME, 12, 3);
        data.dataset("nested", TestSchemas.NESTED, 9, 1);
        data.dataset("none", TestSchemas.TAME, 0, 1);
        data.dataset("long", TestSchemas.NARROW, 5_000, 1);
        data.partitioned();
        data.mixed();
        return data;
    }

    /** No datasets yet; see {@link #file}. */
    public static TestData none(Path directory, Writer writer) {
        return new TestData(directory, Layout.FEW_FILES, 0, writer);
    }

    /** For random plans to scan, the more interesting ones more often. */
    public List<FileSet> datasets() {
        return datasets;
    }

    /** The rows of one of the datasets, in file order. */
    public List<List<@Nullable Object>> rows(FileSet files) {
        return rows.get(files);
    }

    /** Writes one file of a dataset of one's own. @param path below the directory, such as {@code t/day=1/a.parquet} */
    public void file(String path, Schema schema, List<List<@Nullable Object>> values) {
        file(directory.resolve(path), schema, values);
    }

    private void dataset(String name, Schema schema, int count, int weight) {
        List<List<@Nullable Object>> all = Pools.rows(random, schema.fields(), count);
        int perFile = layout == Layout.FEW_FILES ? Math.max(1, count) : Math.max(2, count / 20);
        for (int from = 0; from == 0 || from < count; from += perFile) {
            Path file = directory.resolve(name).resolve(String.format("part-%04d.parquet", from));
            file(file, schema, all.subList(from, Math.min(count, from + perFile)));
        }
        for (int i = 0; i < weight; i++) {
            datasets.add(open(name));
        }
    }

    private void partitioned() {
        Schema stored = TestSchemas.TAME.select(List.of("t_i8", "t_d", "s", "f64"));
        for (String day : List.of("2024-02-29", "2025-01-01")) {
            for (String code : List.of("007", "a b", "12", "__HIVE_DEFAULT_PARTITION__")) {
                for (String i32 : List.of("1", "7")) {
                    Path file = directory.resolve("hive/day=" + day + "/code=" + code + "/i32=" + i32 + "/x.parquet");
                    file(file, stored, Pools.rows(random, stored.fields(), random.nextInt(4)));
                }
            }
        }
        datasets.add(open("hive"));
        datasets.add(open("hive"));
    }

    private void mixed() {
        Schema narrow = Schema.of(
                Field.of("t_i8", DataType.INT8), Field.of("i32", DataType.INT16), Field.of("f64", DataType.FLOAT32));
        Schema wide = Schema.of(
                Field.of("s", DataType.STRING), Field.of("i32", DataType.INT32), Field.of("f64", DataType.FLOAT64));
        file(directory.resolve("mixed/a.parquet"), narrow, Pools.rows(random, narrow.fields(), 7));
        file(directory.resolve("mixed/b.parquet"), wide, Pools.rows(random, wide.fields(), 9));
        datasets.add(open("mixed"));
        datasets.add(open("mixed"));
    }

    private void file(Path file, Schema schema, List<List<@Nullable Object>> values) {
        writer.write(file, schema, values);
        files.put(file, new Written(schema, values));
    }

    /** The files below a directory as a dataset. */
    public FileSet open(String name) {
        FileSet set = Datasets.open(List.of(directory.resolve(name).toString()), DatasetOptions.defaults());
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (DataFile file : set.files()) {
            Written written = files.get(file.path());
            for (List<@Nullable Object> row : written.rows()) {
                all.add(seenThrough(set, file, written.schema(), row));
            }
        }
        rows.put(set, all);
        return set;
    }

    /** A stored row as a row of the dataset. */
    private static List<@Nullable Object> seenThrough(
            FileSet set, DataFile file, Schema stored, List<@Nullable Object> row) {
        List<String> partitions =
                set.partitionFields().stream().map(Field::name).toList();
        List<@Nullable Object> seen = new ArrayList<>();
        for (Field field : set.schema().fields()) {
            int partition = partitions.indexOf(field.name());
            if (partition >= 0) {
                seen.add(file.partitionValues().get(partition));
            } else if (stored.contains(field.name())) {
                int position = stored.indexOf(field.name());
                Object value = row.get(position);
                DataType from = stored.field(position).type();
                boolean widened = value != null && !Kind.of(from).equals(Kind.NESTED) && !from.equals(field.type());
                seen.add(widened ? Conversions.convert(value, from, field.type()) : value);
            } else {
                seen.add(null);
            }
        }
        return seen;
    }
}
