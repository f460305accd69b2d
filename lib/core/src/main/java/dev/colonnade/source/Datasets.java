package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.Listing.Found;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens datasets: lists the files of locations, reads their footers, and settles schema and partitions. */
public final class Datasets {
    private static final Storage LOCAL = new LocalStorage();

    private Datasets() {}

    /** Opens one location with the default options. @throws DatasetException as the other {@code open} */
    public static FileSet open(String location) {
        return open(List.of(location), DatasetOptions.defaults());
    }

    /**
     * Opens files, directories (with everything below them) and globs as one dataset.
     *
     * <p>A file that is named is opened whatever its name. In a directory, names that start with {@code _} or {@code .}
     * are no data; files named {@code .parquet}, {@code .parq} or {@code .pq} count, or if there are none, files without any
     * extension.
     *
     * @throws DatasetException naming the location or file: PATH_NOT_FOUND, EMPTY_DATASET, NOT_READABLE, NOT_PARQUET,
     *     TRUNCATED_FILE, CORRUPT_FILE, UNSUPPORTED_FILE, SCHEMA_MISMATCH, PARTITION_VALUE, INVALID_ARGUMENT
     */
    public static FileSet open(List<String> locations, DatasetOptions options) {
        return open(LOCAL, locations, options);
    }

    /** As {@link #open(List, DatasetOptions)}, with bytes from {@code storage}. */
    public static FileSet open(Storage storage, List<String> locations, DatasetOptions options) {
        return assemble(storage, locations, options, Map.of());
    }

    /** The same locations now; only new and changed files are read again. An equal result is the same instance. */
    public static FileSet refresh(FileSet before) {
        return refresh(LOCAL, before);
    }

    /** As {@link #refresh(FileSet)}, with bytes from {@code storage}. */
    public static FileSet refresh(Storage storage, FileSet before) {
        Map<Path, DataFile> known = new HashMap<>();
        before.files().forEach(file -> known.put(file.path(), file));
        FileSet now = assemble(storage, before.locations(), before.options(), known);
        return now.equals(before) ? before : now;
    }

    private static FileSet assemble(
            Storage storage, List<String> locations, DatasetOptions options, Map<Path, DataFile> known) {
        List<Found> found = new Listing(storage).files(locations);
        List<DataFile> files = new FooterLoader(storage, options.parallelism(), known)
                .load(found.stream().map(Found::entry).toList());
        Schema stored = SchemaMerge.merge(files, options.schemaMode());
        Partitions partitions = Partitions.of(
                found.stream()
                        .map(file -> new Partitions.Place(file.entry().path(), file.root()))
                        .toList(),
                stored,
                options);
        List<DataFile> complete = new ArrayList<>(files.size());
        for (int i = 0; i < files.size(); i++) {
            complete.add(files.get(i).withPartitionValues(partitions.values().get(i)));
        }
        List<Path> roots = found.stream().map(Found::root).distinct().toList();
        Schema schema = withPartitions(stored, partitions.fields());
        if (schema.size() == 0) {
            throw SourceErrors.of(ErrorCode.UNSUPPORTED_FILE, files.get(0).path(), "The file has no columns.");
        }
        return new FileSet(locations, options, roots, schema, partitions.fields(), complete);
    }

    /** Partition fields take the place of stored columns of their name; the others follow. */
    private static Schema withPartitions(Schema stored, List<Field> partitionFields) {
        List<Field> fields = new ArrayList<>(stored.fields());
        for (Field partition : partitionFields) {
            stored.findIndex(partition.name())
                    .ifPresentOrElse(i -> fields.set(i, partition), () -> fields.add(partition));
        }
        return Schema.of(fields);
    }
}
