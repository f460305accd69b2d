package dev.colonnade.source;

import dev.colonnade.commit.ReadVersions;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** File sets for tests that look at plans and never at data: no file exists. */
public final class Fixtures {
    private Fixtures() {}

    /** One file {@code t.parquet} of 100 rows with these columns, none of them a partition field. */
    public static FileSet fileSet(Schema schema) {
        return fileSet("t.parquet", schema);
    }

    /** One file of that name with 100 rows. Equal names and schemas give equal file sets. */
    public static FileSet fileSet(String name, Schema schema) {
        return fileSet(name, schema, 100);
    }

    /** One file of that name with so many rows. */
    public static FileSet fileSet(String name, Schema schema, int rows) {
        DataFile file = new DataFile(Path.of(name), 1_000, schema.hashCode(), rows, schema, List.of(), List.of());
        return of(name, schema, List.of(), file);
    }

    /** One file of that name; {@code partitions} name the columns whose value in it is null and comes from a directory. */
    public static FileSet partitioned(String name, Schema schema, List<String> partitions) {
        List<Field> fields = partitions.stream().map(schema::field).toList();
        Schema stored = Schema.of(schema.fields().stream()
                .filter(field -> !partitions.contains(field.name()))
                .toList());
        DataFile file = new DataFile(
                Path.of(name),
                1_000,
                schema.hashCode(),
                100,
                stored,
                List.of(),
                Collections.nCopies(partitions.size(), null));
        return of(name, schema, fields, file);
    }

    /** These files; {@code partitions} name the columns that come from directories. */
    public static FileSet ofFiles(String name, Schema schema, List<String> partitions, DataFile... files) {
        return of(name, schema, partitions.stream().map(schema::field).toList(), files);
    }

    /** A file set of files that may not exist, with what they say of themselves; a file without row groups gets one. */
    static FileSet of(String name, Schema schema, List<Field> partitions, DataFile... files) {
        ManifestBuilder builder = new ManifestBuilder();
        List<FileSet.Base> bases = new ArrayList<>();
        List<List<@Nullable Object>> values = new ArrayList<>();
        for (DataFile file : files) {
            Path parent =
                    file.path().getParent() == null ? Path.of("") : file.path().getParent();
            String absolute = SnapshotId.absolute(parent);
            List<RowGroup> groups = file.rowGroups().isEmpty() && file.rowCount() > 0
                    ? List.of(new RowGroup(file.rowCount(), file.sizeBytes(), Map.of()))
                    : file.rowGroups();
            builder.add(
                    bases.size(),
                    absolute,
                    file.path().getFileName().toString(),
                    file.sizeBytes(),
                    file.modifiedNanos(),
                    new Footer(
                            file.schema(),
                            0,
                            groups.stream()
                                    .map(group -> complete(group, file.schema(), partitions))
                                    .toList()),
                    false);
            bases.add(new FileSet.Base(parent, absolute, Path.of("")));
            values.add(file.partitionValues());
        }
        Manifest manifest = builder.build().withPartitions(DatasetOpener.encoded(new Partitions(partitions, values)));
        DatasetOptions options = DatasetOptions.defaults();
        String id = SnapshotId.of(manifest, List.of(Path.of("")), options);
        return new FileSet(
                Deferred.of(manifest),
                List.of(name),
                options,
                bases,
                schema,
                partitions,
                manifest.totals(id),
                ReadVersions.none(),
                List.of());
    }

    /** With a chunk for every column that the file stores, as a footer has; nothing is known of those that are added. */
    private static RowGroup complete(RowGroup group, Schema schema, List<Field> partitions) {
        List<ColumnChunk> chunks = new ArrayList<>(group.chunks());
        for (Field field : schema.fields()) {
            boolean plain = !field.type().isNested() && !partitions.contains(field);
            if (plain && chunks.stream().noneMatch(chunk -> chunk.path().get(0).equals(field.name()))) {
                ColumnStats unknown = new ColumnStats(null, null, false, false, -1, -1, -1, 0, 0);
                chunks.add(new ColumnChunk(List.of(field.name()), false, unknown, false, ChunkLayout.UNKNOWN));
            }
        }
        return new RowGroup(group.rowCount(), group.sizeBytes(), chunks);
    }
}
