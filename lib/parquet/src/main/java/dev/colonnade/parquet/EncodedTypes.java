package dev.colonnade.parquet;

import dev.colonnade.backend.PageEncoding;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Which stored types each encoding takes. */
final class EncodedTypes {
    private EncodedTypes() {}

    static boolean takes(PageEncoding encoding, PrimitiveTypeName stored) {
        return of(encoding).contains(stored);
    }

    /** Whether it is used for such a column where a file asks for it as a whole: where DuckDB, too, reads it. */
    static boolean isDefaultFor(PageEncoding encoding, PrimitiveTypeName stored) {
        boolean rare = encoding == PageEncoding.BYTE_STREAM_SPLIT && stored == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
        return takes(encoding, stored) && !rare;
    }

    /** What it takes, for messages. */
    static List<String> names(PageEncoding encoding) {
        return of(encoding).stream().map(Enum::name).sorted().toList();
    }

    private static Set<PrimitiveTypeName> of(PageEncoding encoding) {
        return switch (encoding) {
            case AUTO, NO_DICTIONARY, PLAIN -> EnumSet.allOf(PrimitiveTypeName.class);
            case DICTIONARY -> EnumSet.complementOf(EnumSet.of(PrimitiveTypeName.BOOLEAN));
            case DELTA_BINARY_PACKED -> EnumSet.of(PrimitiveTypeName.INT32, PrimitiveTypeName.INT64);
            case DELTA_LENGTH_BYTE_ARRAY -> EnumSet.of(PrimitiveTypeName.BINARY);
            case DELTA_BYTE_ARRAY -> EnumSet.of(PrimitiveTypeName.BINARY, PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY);
            case BYTE_STREAM_SPLIT ->
                EnumSet.of(
                        PrimitiveTypeName.FLOAT,
                        PrimitiveTypeName.DOUBLE,
                        PrimitiveTypeName.INT32,
                        PrimitiveTypeName.INT64,
                        PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY);
            case RLE -> EnumSet.of(PrimitiveTypeName.BOOLEAN);
        };
    }
}
