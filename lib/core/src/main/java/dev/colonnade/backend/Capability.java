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
    WRITE
}
