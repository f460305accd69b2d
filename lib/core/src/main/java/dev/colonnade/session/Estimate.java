package dev.colonnade.session;

/**
 * What a query will read at most, known before it runs.
 *
 * @param files data files
 * @param rowGroups row groups in them that may match
 * @param rows rows in these
 * @param bytes compressed bytes of the columns needed
 */
public record Estimate(long files, long rowGroups, long rows, long bytes) {}
