package dev.colonnade.type;

/** The resolution of a time or timestamp. */
public enum Resolution {
    MILLIS("ms", 1_000L),
    MICROS("us", 1_000_000L),
    NANOS("ns", 1_000_000_000L);

    private final String symbol;
    private final long perSecond;

    Resolution(String symbol, long perSecond) {
        this.symbol = symbol;
        this.perSecond = perSecond;
    }

    /** {@code ms}, {@code us} or {@code ns}. */
    public String symbol() {
        return symbol;
    }

    /** How many of this unit make a second. */
    public long perSecond() {
        return perSecond;
    }
}
