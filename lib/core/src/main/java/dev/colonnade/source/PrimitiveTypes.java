package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.util.function.Function;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * Types of stored columns. The logical type decides, then the older converted type; an annotation that is unknown or does
 * not go with the physical type is passed over, and the physical type decides.
 */
final class PrimitiveTypes {
    private static final int UUID_WIDTH = 16;
    private static final int FLOAT16_WIDTH = 2;
    private static final int INTERVAL_WIDTH = 12;

    private final SchemaElement element;
    private final Function<String, DatasetException> refusal;

    private PrimitiveTypes(SchemaElement element, Function<String, DatasetException> refusal) {
        this.element = element;
        this.refusal = refusal;
    }

    /** The type of a leaf; {@code refusal} turns what it is (with article) into an error. */
    static DataType of(SchemaElement element, Function<String, DatasetException> refusal) {
        return new PrimitiveTypes(element, refusal).type();
    }

    private DataType type() {
        DataType logical =
                element.isSetLogicalType() && element.getLogicalType().isSet()
                        ? logical(element.getLogicalType())
                        : converted(element.getConverted_type());
        return logical == null ? physical() : logical;
    }

    private DataType physical() {
        return switch (element.getType()) {
            case BOOLEAN -> DataType.BOOL;
            case INT32 -> DataType.INT32;
            case INT64 -> DataType.INT64;
            case INT96 -> DataType.timestamp(Resolution.MICROS);
            case FLOAT -> DataType.FLOAT32;
            case DOUBLE -> DataType.FLOAT64;
            case BYTE_ARRAY -> DataType.BINARY;
            case FIXED_LEN_BYTE_ARRAY -> {
                if (element.getType_length() <= 0) {
                    throw refusal.apply("of fixed width " + element.getType_length());
                }
                yield DataType.fixedBinary(element.getType_length());
            }
        };
    }

    private @Nullable DataType logical(LogicalType logical) {
        return switch (logical.getSetField()) {
            case STRING, ENUM, JSON -> stored(Type.BYTE_ARRAY) ? DataType.STRING : null;
            case BSON -> stored(Type.BYTE_ARRAY) ? DataType.BINARY : null;
            case UUID -> fixed(UUID_WIDTH) ? DataType.UUID : null;
            case FLOAT16 -> fixed(FLOAT16_WIDTH) ? DataType.FLOAT16 : null;
            case DATE -> stored(Type.INT32) ? DataType.DATE : null;
            case UNKNOWN -> DataType.NULL;
            case INTEGER -> integer(logical.getINTEGER());
            case DECIMAL ->
                decimal(
                        logical.getDECIMAL().getPrecision(),
                        logical.getDECIMAL().getScale());
            case TIME -> time(resolution(logical.getTIME().getUnit()));
            case TIMESTAMP -> {
                Resolution unit = resolution(logical.getTIMESTAMP().getUnit());
                if (unit == null || !stored(Type.INT64)) {
                    yield null;
                }
                yield logical.getTIMESTAMP().isIsAdjustedToUTC()
                        ? DataType.timestampUtc(unit)
                        : DataType.timestamp(unit);
            }
            case GEOMETRY -> throw refusal.apply("a geometry");
            case GEOGRAPHY -> throw refusal.apply("a geography");
            case VARIANT, LIST, MAP -> null;
        };
    }

    private @Nullable DataType converted(@Nullable ConvertedType converted) {
        if (converted == null) {
            return null;
        }
        return switch (converted) {
            case UTF8, ENUM, JSON -> stored(Type.BYTE_ARRAY) ? DataType.STRING : null;
            case BSON -> stored(Type.BYTE_ARRAY) ? DataType.BINARY : null;
            case DATE -> stored(Type.INT32) ? DataType.DATE : null;
            case INTERVAL -> fixed(INTERVAL_WIDTH) ? DataType.INTERVAL : null;
            case DECIMAL -> decimal(element.getPrecision(), element.getScale());
            case TIME_MILLIS -> time(Resolution.MILLIS);
            case TIME_MICROS -> time(Resolution.MICROS);
            case TIMESTAMP_MILLIS -> stored(Type.INT64) ? DataType.timestamp(Resolution.MILLIS) : null;
            case TIMESTAMP_MICROS -> stored(Type.INT64) ? DataType.timestamp(Resolution.MICROS) : null;
            case INT_8 -> integer(new IntType((byte) 8, true));
            case INT_16 -> integer(new IntType((byte) 16, true));
            case INT_32 -> integer(new IntType((byte) 32, true));
            case INT_64 -> integer(new IntType((byte) 64, true));
            case UINT_8 -> integer(new IntType((byte) 8, false));
            case UINT_16 -> integer(new IntType((byte) 16, false));
            case UINT_32 -> integer(new IntType((byte) 32, false));
            case UINT_64 -> integer(new IntType((byte) 64, false));
            case LIST, MAP, MAP_KEY_VALUE -> null;
        };
    }

    private @Nullable DataType integer(IntType type) {
        int bits = type.getBitWidth();
        boolean fits = bits == 64 ? stored(Type.INT64) : stored(Type.INT32) && (bits == 8 || bits == 16 || bits == 32);
        return fits ? new DataType.IntType(bits, type.isIsSigned()) : null;
    }

    private DataType decimal(int precision, int scale) {
        if (precision > DataType.DecimalType.MAX_PRECISION) {
            throw refusal.apply(
                    "a decimal of " + precision + " digits, more than " + DataType.DecimalType.MAX_PRECISION);
        }
        if (precision < 1 || scale < 0 || scale > precision) {
            throw refusal.apply("a decimal(" + precision + "," + scale + ")");
        }
        if (stored(Type.BOOLEAN) || stored(Type.FLOAT) || stored(Type.DOUBLE) || stored(Type.INT96)) {
            throw refusal.apply("a decimal stored as " + element.getType());
        }
        return DataType.decimal(precision, scale);
    }

    private @Nullable DataType time(@Nullable Resolution unit) {
        if (unit == null || !stored(unit == Resolution.MILLIS ? Type.INT32 : Type.INT64)) {
            return null;
        }
        return DataType.time(unit);
    }

    private static @Nullable Resolution resolution(TimeUnit unit) {
        if (!unit.isSet()) {
            return null;
        }
        return switch (unit.getSetField()) {
            case MILLIS -> Resolution.MILLIS;
            case MICROS -> Resolution.MICROS;
            case NANOS -> Resolution.NANOS;
        };
    }

    private boolean stored(Type physical) {
        return element.getType() == physical;
    }

    private boolean fixed(int width) {
        return stored(Type.FIXED_LEN_BYTE_ARRAY) && element.getType_length() == width;
    }
}
