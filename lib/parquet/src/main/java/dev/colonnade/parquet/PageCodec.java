package dev.colonnade.parquet;

import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** How pages are compressed. */
public enum PageCodec {
    UNCOMPRESSED(CompressionCodecName.UNCOMPRESSED, 0, 0, 0),
    SNAPPY(CompressionCodecName.SNAPPY, 0, 0, 0),
    GZIP(CompressionCodecName.GZIP, 1, 9, 6),
    ZSTD(CompressionCodecName.ZSTD, -7, 22, 3),
    /** LZ4 blocks without a frame. */
    LZ4_RAW(CompressionCodecName.LZ4_RAW, 0, 0, 0);

    private final CompressionCodecName stored;
    private final int leastLevel;
    private final int greatestLevel;
    private final int defaultLevel;

    PageCodec(CompressionCodecName stored, int leastLevel, int greatestLevel, int defaultLevel) {
        this.stored = stored;
        this.leastLevel = leastLevel;
        this.greatestLevel = greatestLevel;
        this.defaultLevel = defaultLevel;
    }

    CompressionCodecName stored() {
        return stored;
    }

    boolean hasLevels() {
        return leastLevel < greatestLevel;
    }

    int leastLevel() {
        return leastLevel;
    }

    int greatestLevel() {
        return greatestLevel;
    }

    int defaultLevel() {
        return defaultLevel;
    }
}
