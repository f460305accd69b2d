package dev.colonnade.session;

/** What an optimizer can move from a query into its scans. */
public enum Pushdown {
    /** A scan keeps only rows that a filter asks for. */
    FILTER,
    /** A scan reads fewer columns than the files have. */
    PROJECTION,
    /** A scan stops after so many rows. */
    LIMIT,
    /** Statistics answer an aggregate or distinct, for all files or for some of them. */
    AGGREGATE,
    /** A scan leaves whole files or row groups out. */
    PRUNING
}
