package dev.colonnade.backend;

/**
 * How the values of a column are encoded, before compression.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/Encodings.md">Encodings</a>
 */
public enum PageEncoding {
    /** A dictionary while it is small, then what suits the type and the page version. */
    AUTO,
    /** As {@link #AUTO}, without a dictionary. */
    NO_DICTIONARY,
    PLAIN,
    /** A dictionary while it is small, then plain; of all but booleans. */
    DICTIONARY,
    /** Of integers, and of what is stored as such. */
    DELTA_BINARY_PACKED,
    /** Of texts and binaries. */
    DELTA_LENGTH_BYTE_ARRAY,
    /** Of texts and binaries, also of fixed width. */
    DELTA_BYTE_ARRAY,
    /** Of numbers, and of binaries of fixed width. */
    BYTE_STREAM_SPLIT,
    /** Runs and bit packing, of booleans. */
    RLE
}
