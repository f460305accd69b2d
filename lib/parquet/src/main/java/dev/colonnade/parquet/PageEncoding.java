package dev.colonnade.parquet;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * How the values of a column are encoded, before compression.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/Encodings.md">Encodings</a>
 */
public enum PageEncoding {
    /** A dictionary while it is small, then what suits the type and the page version. */
    AUTO(EnumSet.allOf(PrimitiveTypeName.class)),
    /** As {@link #AUTO}, without a dictionary. */
    NO_DICTIONARY(EnumSet.allOf(PrimitiveTypeName.class)),
    PLAIN(EnumSet.allOf(PrimitiveTypeName.class)),
    /** A dictionary while it is small, then plain. */
    DICTIONARY(EnumSet.complementOf(EnumSet.of(PrimitiveTypeName.BOOLEAN))),
    DELTA_BINARY_PACKED(EnumSet.of(PrimitiveTypeName.INT32, PrimitiveTypeName.INT64)),
    DELTA_LENGTH_BYTE_ARRAY(EnumSet.of(PrimitiveTypeName.BINARY)),
    DELTA_BYTE_ARRAY(EnumSet.of(PrimitiveTypeName.BINARY, PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)),
    BYTE_STREAM_SPLIT(EnumSet.of(
            PrimitiveTypeName.FLOAT,
            PrimitiveTypeName.DOUBLE,
            PrimitiveTypeName.INT32,
            PrimitiveTypeName.INT64,
            PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)),
    /** Runs and bit packing, of booleans. */
    RLE(EnumSet.of(PrimitiveTypeName.BOOLEAN));

    private final Set<PrimitiveTypeName> takes;

    PageEncoding(Set<PrimitiveTypeName> takes) {
        this.takes = takes;
    }

    boolean takes(PrimitiveTypeName stored) {
        return takes.contains(stored);
    }

    /** Whether it is used for such a column where a file asks for it as a whole: where DuckDB, too, reads it. */
    boolean isDefaultFor(PrimitiveTypeName stored) {
        boolean rare = this == BYTE_STREAM_SPLIT && stored == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
        return takes(stored) && !rare;
    }

    /** What it takes, for messages. */
    List<String> stored() {
        return takes.stream().map(Enum::name).sorted().toList();
    }
}
