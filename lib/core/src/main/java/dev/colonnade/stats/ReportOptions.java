package dev.colonnade.stats;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;

/**
 * What a report calls small.
 *
 * @param smallFileBytes a file with fewer bytes is small; 16,000,000 (16 MB) by default, below which opening files costs
 *     more than reading them
 * @param smallRowGroupRows a row group with fewer rows is small; 10,000 by default, below which vectors and pages stay short
 */
public record ReportOptions(long smallFileBytes, long smallRowGroupRows) {
    public ReportOptions {
        if (smallFileBytes < 0 || smallRowGroupRows < 0) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "What is small is not negative: " + smallFileBytes + " bytes of a file and " + smallRowGroupRows
                            + " rows of a row group.");
        }
    }

    public static ReportOptions defaults() {
        return new ReportOptions(16_000_000, 10_000);
    }

    public ReportOptions withSmallFileBytes(long bytes) {
        return new ReportOptions(bytes, smallRowGroupRows);
    }

    public ReportOptions withSmallRowGroupRows(long rows) {
        return new ReportOptions(smallFileBytes, rows);
    }
}
