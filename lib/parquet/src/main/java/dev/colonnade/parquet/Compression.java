package dev.colonnade.parquet;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;

/**
 * A codec and how hard it tries.
 *
 * @param level 1 to 9 for GZIP, -7 to 22 for ZSTD, else 0
 */
public record Compression(PageCodec codec, int level) {
    /** @throws PlanException INVALID_ARGUMENT for a level that the codec does not have */
    public Compression {
        if (codec.hasLevels() ? level < codec.leastLevel() || level > codec.greatestLevel() : level != 0) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    codec.hasLevels()
                            ? codec + " has levels from " + codec.leastLevel() + " to " + codec.greatestLevel()
                                    + ", not " + level + "."
                            : codec + " has no levels.");
        }
    }

    /** The codec at its usual level. */
    public static Compression of(PageCodec codec) {
        return new Compression(codec, codec.defaultLevel());
    }

    public static Compression of(PageCodec codec, int level) {
        return new Compression(codec, level);
    }
}
