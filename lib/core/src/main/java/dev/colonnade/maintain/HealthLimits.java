package dev.colonnade.maintain;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.time.Duration;
import java.util.List;

/**
 * What a healthy dataset is. Immutable; each method gives changed limits.
 *
 * @param layout what files and row groups are good
 * @param needlessFiles the share of files that a compaction would save
 * @param deadBytes bytes of replaced files for each byte of the dataset
 * @param overlap the share of other files that a look-up by a column opens besides the one that it needs
 * @param withoutBounds the share of column chunks without minimum and maximum
 * @param skew how many times the mean the greatest partition is
 * @param orderedBy the columns that rows are to be ordered by; none if that is open
 * @param retention how long replaced files are kept
 */
public record HealthLimits(
        LayoutOptions layout,
        Threshold needlessFiles,
        Threshold deadBytes,
        Threshold overlap,
        Threshold withoutBounds,
        Threshold skew,
        List<String> orderedBy,
        Duration retention) {
    private static final HealthLimits DEFAULTS = new HealthLimits(
            LayoutOptions.defaults(),
            new Threshold(0.2, 0.5),
            new Threshold(0.5, 2),
            new Threshold(0.1, 0.5),
            new Threshold(0.1, 0.5),
            new Threshold(4, 20),
            List.of(),
            Duration.ofDays(7));

    /**
     * From which value on a measure is a warning, and from which on it is critical.
     */
    public record Threshold(double warning, double critical) {
        public Threshold {
            if (!(warning >= 0 && critical >= warning)) {
                throw new ColonnadeException(
                        ErrorCode.INVALID_ARGUMENT,
                        "A measure is a warning before it is critical, not at " + warning + " and " + critical + ".");
            }
        }

        Health.Level level(double value) {
            return value >= critical && critical > 0
                    ? Health.Level.CRITICAL
                    : value >= warning && value > 0 ? Health.Level.WARNING : Health.Level.GOOD;
        }
    }

    public HealthLimits {
        orderedBy = List.copyOf(orderedBy);
    }

    /** Files as in {@link LayoutOptions#defaults}, a fifth of them too many, half as many dead bytes as living, and so on. */
    public static HealthLimits defaults() {
        return DEFAULTS;
    }

    public HealthLimits withLayout(LayoutOptions newLayout) {
        return new HealthLimits(
                newLayout, needlessFiles, deadBytes, overlap, withoutBounds, skew, orderedBy, retention);
    }

    public HealthLimits withNeedlessFiles(Threshold limit) {
        return new HealthLimits(layout, limit, deadBytes, overlap, withoutBounds, skew, orderedBy, retention);
    }

    public HealthLimits withDeadBytes(Threshold limit) {
        return new HealthLimits(layout, needlessFiles, limit, overlap, withoutBounds, skew, orderedBy, retention);
    }

    public HealthLimits withOverlap(Threshold limit) {
        return new HealthLimits(layout, needlessFiles, deadBytes, limit, withoutBounds, skew, orderedBy, retention);
    }

    public HealthLimits withSkew(Threshold limit) {
        return new HealthLimits(layout, needlessFiles, deadBytes, overlap, withoutBounds, limit, orderedBy, retention);
    }

    /** Rows are to be ordered by these columns; sorting is then part of what is advised. */
    public HealthLimits withOrder(String... columns) {
        return new HealthLimits(
                layout, needlessFiles, deadBytes, overlap, withoutBounds, skew, List.of(columns), retention);
    }

    public HealthLimits withRetention(Duration kept) {
        return new HealthLimits(layout, needlessFiles, deadBytes, overlap, withoutBounds, skew, orderedBy, kept);
    }
}
