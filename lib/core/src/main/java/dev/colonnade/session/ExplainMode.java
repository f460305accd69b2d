package dev.colonnade.session;

/** How much an explanation tells. */
public enum ExplainMode {
    /** The plan as built, as optimized, and what the scans read and leave out. */
    NORMAL,
    /** Also every rule that fired, the engine's query and what the engine found about itself. */
    VERBOSE
}
