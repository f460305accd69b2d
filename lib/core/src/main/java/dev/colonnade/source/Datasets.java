package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import java.util.List;

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

    /**
     * As {@link #open(List, DatasetOptions)}, for somebody who needs schema and sums alone: from a manifest that is trusted,
     * what it says of single files is read when it is asked for and not before.
     */
    public static FileSet openHead(List<String> locations, DatasetOptions options) {
        return new DatasetOpener(LOCAL, locations, options).openHead();
    }

    /** As {@link #open(List, DatasetOptions)}, with bytes from {@code storage}. */
    public static FileSet open(Storage storage, List<String> locations, DatasetOptions options) {
        return new DatasetOpener(storage, locations, options).open();
    }

    /** The same locations now; only new and changed files are read again. An equal result is the same instance. */
    public static FileSet refresh(FileSet before) {
        return refresh(LOCAL, before);
    }

    /** As {@link #refresh(FileSet)}, with bytes from {@code storage}. */
    public static FileSet refresh(Storage storage, FileSet before) {
        return new DatasetOpener(storage, before.locations(), before.options()).refresh(before);
    }
}
