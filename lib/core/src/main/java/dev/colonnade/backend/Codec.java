package dev.colonnade.backend;

import java.util.OptionalInt;

/** How the pages of Parquet files are compressed. */
public enum Codec {
    UNCOMPRESSED(0),
    SNAPPY(0),
    /** Levels from 1 to 9, which not every backend has. */
    GZIP(9),
    /** Levels from 1 to 22. */
    ZSTD(22),
    /** Which not every backend has. */
    BROTLI(0),
    /** LZ4 without Hadoop's framing. */
    LZ4(0);

    private final int greatestLevel;

    Codec(int greatestLevel) {
        this.greatestLevel = greatestLevel;
    }

    /** @throws dev.colonnade.error.ColonnadeException INVALID_ARGUMENT for a level that the codec does not have */
    void requireLevel(OptionalInt level) {
        if (level.isPresent() && greatestLevel == 0) {
            throw ParquetFormat.refused(
                    "Only GZIP and ZSTD have levels, so " + this + " cannot have level " + level.getAsInt());
        }
        if (level.isPresent() && (level.getAsInt() < 1 || level.getAsInt() > greatestLevel)) {
            throw ParquetFormat.refused(this + " has levels from 1 to " + greatestLevel + ", not " + level.getAsInt());
        }
    }
}
