package dev.colonnade.type;

/**
 * A calendar interval: months, days and nanoseconds are kept apart because neither a month nor a day has a fixed
 * length. The Java value of {@link DataType.IntervalType}.
 */
public record Interval(int months, int days, long nanos) {}
