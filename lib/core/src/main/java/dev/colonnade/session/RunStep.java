package dev.colonnade.session;

/** What a workspace may do between planning and running a query. */
public enum RunStep {
    /** Runs the small side of a join first, and leaves out files of the other side that hold none of its keys. */
    PRUNE_BY_JOIN
}
