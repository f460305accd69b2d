package dev.colonnade.expr;

/** What a cast does with a value that does not fit. */
public enum CastMode {
    /** Fails the query. */
    STRICT("cast"),
    /** Gives null. */
    TRY("tryCast");

    private final String symbol;

    CastMode(String symbol) {
        this.symbol = symbol;
    }

    /** The name that people read. */
    public String symbol() {
        return symbol;
    }
}
