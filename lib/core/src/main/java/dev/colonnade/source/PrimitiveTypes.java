package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Types of stored columns. The logical type decides, then the older converted type; an annotation that is unknown or does
 * not go with the physical type is passed over, and the physical type decides.
 */
final class PrimitiveTypes {
    private static final int UUID_WIDTH = 16;
    private static final int FLOAT16_WIDTH = 2;
    private static final int INTERVAL_WIDTH = 12;
    private static final Resolution[] UNITS = {Resolution.MILLIS, Resolution.MICROS, Resolution.NANOS};

    // converted types, by their numbers in the format
    private static final int UTF8 = 0;
    private static final int ENUM = 4;
    private static final int DECIMAL = 5;
    private static final int DATE = 6;
    private static final int TIME_MILLIS = 7;
    private static final int TIME_MICROS = 8;
    private static final int TIMESTAMP_MILLIS = 9;
    private static final int TIMESTAMP_MICROS = 10;
    private static final int UINT_8 = 11;
    private static final int UINT_16 = 12;
    private static final int UINT_32 = 13;
    private static final int UINT_64 = 14;
    private static final int INT_8 = 15;
    private static final int INT_16 = 16;
    private static final int INT_32 = 17;
    private static final int INT_64 = 18;
    private static final int JSON = 19;
    private static final int BSON = 20;
    private static final int INTERVAL = 21;

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
        DataType annotated = element.logical() != 0 ? logical(element.logical()) : converted(element.converted());
        return annotated == null ? physical() : annotated;
    }

    private DataType physical() {
        return switch (element.physical()) {
            case BOOLEAN -> DataType.BOOL;
            case INT32 -> DataType.INT32;
            case INT64 -> DataType.INT64;
            case INT96 -> DataType.timestamp(Resolution.MICROS);
            case FLOAT -> DataType.FLOAT32;
            case DOUBLE -> DataType.FLOAT64;
            case BYTE_ARRAY -> DataType.BINARY;
            case FIXED_LEN_BYTE_ARRAY -> {
                if (element.width() <= 0) {
                    throw refusal.apply("of fixed width " + element.width());
                }
                yield DataType.fixedBinary(element.width());
            }
        };
    }

    private @Nullable DataType logical(int logical) {
        return switch (logical) {
            case SchemaElement.STRING, SchemaElement.ENUM, SchemaElement.JSON ->
                stored(Physical.BYTE_ARRAY) ? DataType.STRING : null;
            case SchemaElement.BSON -> stored(Physical.BYTE_ARRAY) ? DataType.BINARY : null;
            case SchemaElement.UUID -> fixed(UUID_WIDTH) ? DataType.UUID : null;
            case SchemaElement.FLOAT16 -> fixed(FLOAT16_WIDTH) ? DataType.FLOAT16 : null;
            case SchemaElement.DATE -> stored(Physical.INT32) ? DataType.DATE : null;
            case SchemaElement.UNKNOWN -> isInterval() ? DataType.INTERVAL : DataType.NULL;
            case SchemaElement.INTEGER ->
                integer(
                        (int) element.parameters().number(1),
                        element.parameters().flag(2));
            case SchemaElement.DECIMAL ->
                decimal((int) element.parameters().number(2), (int)
                        element.parameters().number(1));
            case SchemaElement.TIME -> time(resolution(element.parameters()));
            case SchemaElement.TIMESTAMP -> {
                Resolution unit = resolution(element.parameters());
                if (unit == null || !stored(Physical.INT64)) {
                    yield null;
                }
                yield element.parameters().flag(1) ? DataType.timestampUtc(unit) : DataType.timestamp(unit);
            }
            case SchemaElement.GEOMETRY -> throw refusal.apply("a geometry");
            case SchemaElement.GEOGRAPHY -> throw refusal.apply("a geography");
            default -> null; // variants, lists and maps are no primitive types
        };
    }

    private @Nullable DataType converted(int converted) {
        return switch (converted) {
            case UTF8, ENUM, JSON -> stored(Physical.BYTE_ARRAY) ? DataType.STRING : null;
            case BSON -> stored(Physical.BYTE_ARRAY) ? DataType.BINARY : null;
            case DATE -> stored(Physical.INT32) ? DataType.DATE : null;
            case INTERVAL -> fixed(INTERVAL_WIDTH) ? DataType.INTERVAL : null;
            case DECIMAL -> decimal(element.precision(), element.scale());
            case TIME_MILLIS -> time(Resolution.MILLIS);
            case TIME_MICROS -> time(Resolution.MICROS);
            case TIMESTAMP_MILLIS -> stored(Physical.INT64) ? DataType.timestamp(Resolution.MILLIS) : null;
            case TIMESTAMP_MICROS -> stored(Physical.INT64) ? DataType.timestamp(Resolution.MICROS) : null;
            case UINT_8, UINT_16, UINT_32, UINT_64 -> integer(8 << converted - UINT_8, false);
            case INT_8, INT_16, INT_32, INT_64 -> integer(8 << converted - INT_8, true);
            default -> null; // no annotation, or one of a list or map
        };
    }

    private @Nullable DataType integer(int bits, boolean signed) {
        boolean fits =
                bits == 64 ? stored(Physical.INT64) : stored(Physical.INT32) && (bits == 8 || bits == 16 || bits == 32);
        return fits ? new DataType.IntType(bits, signed) : null;
    }

    private DataType decimal(int precision, int scale) {
        if (precision > DataType.DecimalType.MAX_PRECISION) {
            throw refusal.apply(
                    "a decimal of " + precision + " digits, more than " + DataType.DecimalType.MAX_PRECISION);
        }
        if (precision < 1 || scale < 0 || scale > precision) {
            throw refusal.apply("a decimal(" + precision + "," + scale + ")");
        }
        if (stored(Physical.BOOLEAN) || stored(Physical.FLOAT) || stored(Physical.DOUBLE) || stored(Physical.INT96)) {
            throw refusal.apply("a decimal stored as " + element.physical());
        }
        return DataType.decimal(precision, scale);
    }

    private @Nullable DataType time(@Nullable Resolution unit) {
        if (unit == null || !stored(unit == Resolution.MILLIS ? Physical.INT32 : Physical.INT64)) {
            return null;
        }
        return DataType.time(unit);
    }

    /** The unit of a time or timestamp; null if it is unknown. */
    private static @Nullable Resolution resolution(ThriftStruct time) {
        ThriftStruct unit = time.struct(2);
        return unit.isSet() ? UNITS[unit.which() - 1] : null;
    }

    /** parquet-java writes intervals, which are no logical type, as UNKNOWN beside the older annotation. */
    private boolean isInterval() {
        return element.converted() == INTERVAL && fixed(INTERVAL_WIDTH);
    }

    private boolean stored(Physical physical) {
        return element.physical() == physical;
    }

    private boolean fixed(int width) {
        return stored(Physical.FIXED_LEN_BYTE_ARRAY) && element.width() == width;
    }
}
