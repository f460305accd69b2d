package dev.colonnade.backend;

/**
 * Where row groups and files end.
 *
 * @param rowGroupRows the most rows of a row group, about
 * @param rowGroupBytes the most bytes of a row group, about; 0 if only rows count
 * @param fileBytes the size at which a file is ended and the next one begun
 * @param mostFiles how many files one write may make
 */
public record FileSizes(long rowGroupRows, long rowGroupBytes, long fileBytes, int mostFiles) {
    /** @throws dev.colonnade.error.ColonnadeException INVALID_ARGUMENT */
    public FileSizes {
        if (rowGroupRows < 1 || rowGroupBytes < 0 || fileBytes < 1 || mostFiles < 1) {
            throw ParquetFormat.refused(
                    "Row groups and files are larger than nothing, and a write makes a file at least");
        }
    }
}
