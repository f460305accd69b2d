package dev.colonnade.stats;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;

/**
 * What a report calls small, and when it raises an alert.
 *
 * @param smallFileBytes a file with fewer bytes is small; 16,000,000 (16 MB) by default, below which opening files costs
 *     more than reading them
 * @param smallRowGroupRows a row group with fewer rows is small; 10,000 by default, below which vectors and pages stay short
 * @param alertShare an alert is raised if more than this share of parts (files, row groups, chunks) is affected; 0.5 by
 *     default
 * @param alertSkew an alert is raised if the greatest part has more than this many times the mean; 4 by default
 */
public record ReportOptions(long smallFileBytes, long smallRowGroupRows, double alertShare, double alertSkew) {
    public ReportOptions {
        if (smallFileBytes < 0 || smallRowGroupRows < 0) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "What is small is not negative: " + smallFileBytes + " bytes of a file and " + smallRowGroupRows
                            + " rows of a row group.");
        }
        if (!(alertShare >= 0 && alertShare <= 1 && alertSkew >= 1)) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Alerts take a share from 0 to 1 and a skew of at least 1, not " + alertShare + " and " + alertSkew
                            + ".");
        }
    }

    public static ReportOptions defaults() {
        return new ReportOptions(16_000_000, 10_000, 0.5, 4);
    }

    public ReportOptions withSmallFileBytes(long bytes) {
        return new ReportOptions(bytes, smallRowGroupRows, alertShare, alertSkew);
    }

    public ReportOptions withSmallRowGroupRows(long rows) {
        return new ReportOptions(smallFileBytes, rows, alertShare, alertSkew);
    }

    public ReportOptions withAlertShare(double share) {
        return new ReportOptions(smallFileBytes, smallRowGroupRows, share, alertSkew);
    }

    public ReportOptions withAlertSkew(double skew) {
        return new ReportOptions(smallFileBytes, smallRowGroupRows, alertShare, skew);
    }
}
