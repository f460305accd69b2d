package dev.colonnade.expr;

/** The aggregate functions; all but {@link #COUNT_ROWS}, {@link #FIRST} and {@link #LAST} pass over nulls. */
public enum AggregateFunction {
    /** All rows. */
    COUNT_ROWS("count"),
    /** Rows whose value is not null. */
    COUNT("count"),
    /** Distinct values that are not null. */
    COUNT_DISTINCT("countDistinct"),
    /** Integers give int64 and overflow is an error, decimals decimal(38, scale), floats float64; null of no values. */
    SUM("sum"),
    MIN("min"),
    MAX("max"),
    /** Float64. */
    AVG("avg"),
    /** Float64, the mean of the two middle values where their number is even. */
    MEDIAN("median"),
    /** Float64, linearly interpolated; the second argument is a literal from 0 to 1. */
    QUANTILE("quantile"),
    /** Float64, of a sample: null of fewer than two values. */
    STDDEV("stddev"),
    /** Float64, of a sample: null of fewer than two values. */
    VARIANCE("variance"),
    /** The value of the first row in the given order, null or not. */
    FIRST("first"),
    /** The value of the last row in the given order, null or not. */
    LAST("last"),
    /** Whether a value is true. */
    ANY("any"),
    /** Whether no value is false. */
    ALL("all");

    private final String symbol;

    AggregateFunction(String symbol) {
        this.symbol = symbol;
    }

    /** The name that people read. */
    public String symbol() {
        return symbol;
    }
}
