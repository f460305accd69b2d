package dev.colonnade.maintain;

import dev.colonnade.stats.Report;

/** Hears what scheduled maintenance does; called on its thread. What it throws is logged. */
public interface MaintenanceListener {
    /** For who is content with the log. */
    MaintenanceListener NONE = new MaintenanceListener() {};

    /** A run ended; so it may have changed nothing. */
    default void done(Report report) {}

    /** A run failed, and the dataset has its rows as before. */
    default void failed(RuntimeException failure) {}

    /** It was time for a run, and another process is the one that maintains this dataset. */
    default void skipped() {}
}
