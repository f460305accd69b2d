package dev.colonnade.backend;

/** The form of pages. */
public enum PageVersion {
    /** What every reader knows. */
    V1,
    /** {@link PageEncoding#AUTO} uses the newer encodings: delta for integers and texts, and in some engines split floats. */
    V2
}
