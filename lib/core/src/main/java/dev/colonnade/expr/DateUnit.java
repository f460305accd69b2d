package dev.colonnade.expr;

/** What {@link Function#DATE_TRUNC} cuts to; weeks start on Monday. */
public enum DateUnit {
    YEAR,
    QUARTER,
    MONTH,
    WEEK,
    DAY,
    HOUR,
    MINUTE,
    SECOND
}
