package dev.colonnade.backend;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link FileWriter} is to do.
 *
 * @param directory an empty directory, in which it makes any files and directories
 * @param area a directory around it in which nothing else is read or written: an engine that may reach it can take the next
 *     order of the same dataset too
 * @param keys columns of the plan whose values are not stored but told per file, which has one value of each
 * @param rows whether the order of the rows within a file counts
 * @param suffix what the names of the files end with
 * @param format how the files are made
 */
public record WriteOrder(Path directory, Path area, List<String> keys, Rows rows, String suffix, ParquetFormat format) {
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

    /** The refusal of a write that makes more files than {@link ParquetFormat#mostFiles}. */
    public PlanException tooManyFiles() {
        String cause = keys.isEmpty()
                ? "files of " + format.fileBytes() + " bytes: make them larger"
                : "files by (" + String.join(", ", keys)
                        + "): partition by fewer or coarser keys, or make files larger";
        return new PlanException(
                ErrorCode.INVALID_ARGUMENT,
                String.format(
                        Locale.ROOT,
                        "This write makes over %,d %s, or allow more with withMostFiles.",
                        format.mostFiles(),
                        cause));
    }
}
