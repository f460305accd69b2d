package dev.colonnade.stats;

/**
 * What footers prove about the number of different values other than null.
 *
 * @param kind how {@code value} is to be read
 * @param value the number; 0 where {@code kind} is {@link Kind#UNKNOWN}
 */
public record DistinctCount(Kind kind, long value) {
    /** What is known. */
    public enum Kind {
        /** There are exactly so many. */
        EXACT,
        /** There are not more. */
        AT_MOST,
        /** Footers say nothing about it. */
        UNKNOWN
    }

    static final DistinctCount UNKNOWN = new DistinctCount(Kind.UNKNOWN, 0);

    static DistinctCount exact(long value) {
        return new DistinctCount(Kind.EXACT, value);
    }

    static DistinctCount atMost(long value) {
        return new DistinctCount(Kind.AT_MOST, value);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case EXACT -> "exactly " + Content.grouped(value);
            case AT_MOST -> "at most " + Content.grouped(value);
            case UNKNOWN -> "unknown";
        };
    }
}
