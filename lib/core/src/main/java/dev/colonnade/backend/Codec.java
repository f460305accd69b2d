package dev.colonnade.backend;

/** How the pages of Parquet files are compressed. */
public enum Codec {
    UNCOMPRESSED,
    SNAPPY,
    GZIP,
    /** The only codec with levels, from 1 to 22. */
    ZSTD,
    /** Which not every backend has. */
    BROTLI,
    /** LZ4 without Hadoop's framing. */
    LZ4
}
