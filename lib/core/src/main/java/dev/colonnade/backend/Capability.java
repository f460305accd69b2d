package dev.colonnade.backend;

/** What an engine may be able to do; a plan that needs more is refused before it runs. */
public enum Capability {
    /** Runs every operator, function and aggregate of a logical plan. */
    PLANS,
    /** Prepares SQL text. */
    SQL,
    /** Renders a plan as SQL. */
    TO_SQL,
    /** Stops a running query on request. */
    CANCEL,
    /** Reports progress. */
    PROGRESS,
    /** Keeps to a memory limit and spills to the temp directory. */
    MEMORY_LIMIT,
    /** Writes Parquet files. */
    WRITE,
    /** Writes columns of one file with different codecs and levels. */
    COLUMN_COMPRESSION,
    /** Writes each column, and each file, with an encoding that is asked for. */
    PAGE_ENCODINGS,
    /** Makes Bloom filters for chosen columns, whether they have dictionaries or not. */
    CHOSEN_BLOOM_FILTERS,
    /** Writes statistics of chosen columns, or of none. */
    CHOSEN_STATISTICS,
    /** Compresses by {@link Codec#GZIP} at a level. */
    GZIP_LEVELS,
    /** Compresses by {@link Codec#BROTLI}. */
    BROTLI
}
