package dev.colonnade.backend;

/** Hears how far a query is; called on engine or worker threads, last of all with 1. */
@FunctionalInterface
public interface ProgressListener {
    ProgressListener NONE = fraction -> {};

    /** @param fraction from 0 to 1, never less than before */
    void progress(double fraction);
}
