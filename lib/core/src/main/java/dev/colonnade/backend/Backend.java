package dev.colonnade.backend;

/** A kind of engine, named in {@code META-INF/services/dev.colonnade.backend.Backend}. */
public interface Backend {
    /** The name that a session is opened with, such as {@code duckdb}; lower case. */
    String name();

    /** The backend of the greatest preference is used where none is named, and runs what others refuse. */
    int preference();

    /**
     * Starts an engine for one session.
     *
     * @throws dev.colonnade.error.ColonnadeException BACKEND_UNAVAILABLE if it cannot start here, with the remedy
     */
    Engine open(EngineOptions options);
}
