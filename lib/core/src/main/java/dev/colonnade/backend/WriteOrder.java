package dev.colonnade.backend;

import java.nio.file.Path;
import java.util.List;

/**
 * What a {@link FileWriter} is to do.
 *
 * @param directory an empty directory, in which it makes any files and directories
 * @param keys columns of the plan whose values are not stored but told per file, which has one value of each
 * @param rows whether the order of the rows within a file counts
 * @param suffix what the names of the files end with
 * @param format how the files are made
 */
public record WriteOrder(Path directory, List<String> keys, Rows rows, String suffix, ParquetFormat format) {
    /** The order of rows within a file. */
    public enum Rows {
        /** Any, which is faster. */
        UNORDERED,
        /** That of the plan. */
        ORDERED
    }

    public WriteOrder {
        keys = List.copyOf(keys);
    }
}
