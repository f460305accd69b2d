package dev.colonnade.parquet;

/** The form of data pages. */
public enum PageVersion {
    /** What every reader knows: levels and values are compressed together. */
    V1,
    /** Levels are not compressed, and {@link PageEncoding#AUTO} uses the delta encodings. */
    V2
}
