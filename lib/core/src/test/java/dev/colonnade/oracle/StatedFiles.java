package dev.colonnade.oracle;

import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Fixtures;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import dev.colonnade.type.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A random file set of known rows, whose files do not exist: their footers say what is true of the rows, more of it or less.
 * Values of {@code id} grow from file to file, {@code p} and {@code q} are partition columns, {@code i} is stored in fewer
 * bits in some files, and some files lack {@code i}, {@code x} or {@code s}.
 */
public final class StatedFiles {
    public static final Schema SCHEMA = Schema.of(
            Field.of("id", DataType.INT64),
            Field.of("i", DataType.INT32),
            Field.of("x", DataType.FLOAT64),
            Field.of("s", DataType.STRING),
            Field.of("p", DataType.INT64),
            Field.of("q", DataType.STRING));

    private static final List<String> PARTITIONS = List.of("p", "q");
    private static final ColumnStats SILENT = new ColumnStats(null, null, false, false, -1, -1, -1, 10, 10);
    private static final double[] FLOATS = {Double.NEGATIVE_INFINITY, -1.5, -0.0, 0.0, 2.5, 1e300, Double.NaN};
    private static final String[] TEXTS = {"", "a", "ab", "abc", "b", "\uFFFD", "\uD83D\uDE00"};
    private static int sets;

    private final Random random;
    private final Map<Path, List<List<@Nullable Object>>> rows = new HashMap<>();
    private final FileSet files;
    /** How often a footer keeps something to itself, in percent. */
    private final int silence;

    private final int nulls;

    public StatedFiles(Random random, int count) {
        this.random = random;
        this.silence = random.nextInt(3) * 6;
        this.nulls = random.nextInt(3) * 10;
        String name = "stated" + sets++;
        DataFile[] all = new DataFile[count];
        for (int i = 0; i < count; i++) {
            all[i] = file(Path.of(name + "/" + (1_000 + i)), i);
        }
        this.files = Fixtures.ofFiles(name, SCHEMA, PARTITIONS, all);
    }

    public FileSet files() {
        return files;
    }

    /** The rows of one of the files, over {@link #SCHEMA}. */
    public List<List<@Nullable Object>> rows(DataFile file) {
        return rows.get(file.path());
    }

    private DataFile file(Path path, int number) {
        List<Field> fields = new ArrayList<>(List.of(SCHEMA.field("id")));
        for (String name : List.of("i", "x", "s")) {
            if (!chance(10)) {
                boolean narrow = name.equals("i") && chance(30);
                fields.add(narrow ? Field.of("i", DataType.INT8) : SCHEMA.field(name));
            }
        }
        Schema stored = Schema.of(fields);
        List<@Nullable Object> partition = new ArrayList<>();
        partition.add(chance(10) ? null : (Object) (long) (number / 3));
        partition.add(TEXTS[random.nextInt(3)]);
        List<List<@Nullable Object>> all = new ArrayList<>();
        List<RowGroup> groups = new ArrayList<>();
        for (int g = chance(5) ? 0 : 1 + random.nextInt(2); g > 0; g--) {
            List<List<@Nullable Object>> part = new ArrayList<>();
            for (int r = chance(5) ? 0 : 1 + random.nextInt(4); r > 0; r--) {
                part.add(row(stored, number, partition));
            }
            all.addAll(part);
            groups.add(new RowGroup(part.size(), 100, statistics(stored, part)));
        }
        rows.put(path, all);
        return new DataFile(path, 100, number, all.size(), stored, groups, partition);
    }

    private List<@Nullable Object> row(Schema stored, int number, List<@Nullable Object> partition) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(chance(nulls) ? null : (Object) (long) (number * 10 + random.nextInt(14)));
        row.add(stored.contains("i") && !chance(nulls) ? (Object) random.nextInt(100) : null);
        boolean hasFloat = stored.contains("x") && !chance(nulls);
        row.add(hasFloat ? (Object) FLOATS[random.nextInt(number % 2 == 0 ? FLOATS.length : 6)] : null);
        row.add(stored.contains("s") && !chance(nulls) ? TEXTS[random.nextInt(TEXTS.length)] : null);
        row.addAll(partition);
        return row;
    }

    private Map<String, ColumnStats> statistics(Schema stored, List<List<@Nullable Object>> part) {
        Map<String, ColumnStats> statistics = new HashMap<>();
        for (Field field : stored.fields()) {
            int column = SCHEMA.indexOf(field.name());
            List<@Nullable Object> values = new ArrayList<>();
            part.forEach(row -> values.add(row.get(column)));
            statistics.put(field.name(), chance(silence) ? SILENT : stats(field.type(), values));
        }
        return statistics;
    }

    private ColumnStats stats(DataType type, List<@Nullable Object> values) {
        List<Object> known = new ArrayList<>();
        long nulls = 0;
        long nans = 0;
        for (Object value : values) {
            if (value == null) {
                nulls++;
            } else if (value instanceof Double d && d.isNaN()) {
                nans++;
            } else {
                known.add(type.equals(DataType.INT8) ? (Object) ((Integer) value).byteValue() : value);
            }
        }
        known.sort(Values.ORDER);
        boolean bounded = !known.isEmpty() && !chance(silence);
        Object min = bounded ? known.get(0) : null;
        Object max = bounded ? known.get(known.size() - 1) : null;
        boolean exact = !chance(silence);
        if (min instanceof String low && !exact) {
            min = low.isEmpty() ? "" : low.substring(0, low.offsetByCodePoints(0, 1));
            max = max + "z";
        } else if (min instanceof Long low && max instanceof Long high && !exact) {
            min = low - 3;
            max = high + 3;
        }
        return new ColumnStats(
                isZero(min) ? (Object) (-0.0) : min,
                isZero(max) ? (Object) 0.0 : max,
                exact && !isZero(min),
                exact && !isZero(max),
                chance(silence) ? -1 : nulls,
                type instanceof DataType.FloatType && chance(silence) ? -1 : nans,
                -1,
                10,
                10);
    }

    /** Footers know zeros without their signs. */
    private static boolean isZero(@Nullable Object bound) {
        return bound instanceof Double d && d == 0;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (DataFile file : files.files()) {
            text.append(file.path()).append(' ').append(file.schema()).append('\n');
            for (RowGroup group : file.rowGroups()) {
                text.append("  ")
                        .append(group.rowCount())
                        .append(' ')
                        .append(group.columns())
                        .append('\n');
            }
            text.append("  ").append(Arrays.toString(rows(file).toArray())).append('\n');
        }
        return text.toString();
    }
}
