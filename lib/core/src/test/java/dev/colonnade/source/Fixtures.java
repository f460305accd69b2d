package dev.colonnade.source;

import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** File sets for tests that look at plans and never at data: no file exists. */
public final class Fixtures {
    private Fixtures() {}

    /** One file {@code t.parquet} of 100 rows with these columns, none of them a partition field. */
    public static FileSet fileSet(Schema schema) {
        return fileSet("t.parquet", schema);
    }

    /** One file of that name with 100 rows. Equal names and schemas give equal file sets. */
    public static FileSet fileSet(String name, Schema schema) {
        DataFile file = new DataFile(Path.of(name), 1_000, schema.hashCode(), 100, schema, List.of(), List.of());
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

    private static FileSet of(String name, Schema schema, List<Field> partitions, DataFile... files) {
        return new FileSet(
                List.of(name), DatasetOptions.defaults(), List.of(Path.of("")), schema, partitions, List.of(files));
    }
}
