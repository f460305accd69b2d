package dev.colonnade.arrow.scan;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.util.Optional;

/**
 * A type whose values a native filter compares.
 *
 * @param format the C data interface's format string for it
 * @param kind the number of the field that stands for it in Substrait's {@code Type}, and for its constants in {@code Literal}
 */
record ComparableType(String format, int kind) {
    static final int FLOAT32 = 10;
    static final int FLOAT64 = 11;
    static final int STRING = 12;
    static final int BINARY = 13;
    static final int TIMESTAMP = 14;
    static final int DATE = 16;
    static final int DECIMAL = 24;
    static final int TIMESTAMP_TYPE_UTC = 29;
    static final int TIMESTAMP_LITERAL_UTC = 27;

    static Optional<ComparableType> of(DataType type) {
        if (type instanceof DataType.IntType integer && integer.signed()) {
            return Optional.of(integer(integer.bits()));
        }
        if (type instanceof DataType.FloatType real && real.bits() > 16) {
            return Optional.of(real.bits() == 32 ? new ComparableType("f", FLOAT32) : new ComparableType("g", FLOAT64));
        }
        if (type instanceof DataType.DecimalType decimal) {
            String digits = "d:" + decimal.precision() + "," + decimal.scale();
            return Optional.of(new ComparableType(digits, DECIMAL));
        }
        if (type instanceof DataType.TimestampType time && time.unit() == Resolution.MICROS) {
            return Optional.of(
                    time.utc()
                            ? new ComparableType("tsu:UTC", TIMESTAMP_TYPE_UTC)
                            : new ComparableType("tsu:", TIMESTAMP));
        }
        if (type instanceof DataType.StringType) {
            return Optional.of(new ComparableType("u", STRING));
        }
        if (type instanceof DataType.BinaryType) {
            return Optional.of(new ComparableType("z", BINARY));
        }
        return type instanceof DataType.DateType ? Optional.of(new ComparableType("tdD", DATE)) : Optional.empty();
    }

    private static ComparableType integer(int bits) {
        return switch (bits) {
            case 8 -> new ComparableType("c", 2);
            case 16 -> new ComparableType("s", 3);
            case 32 -> new ComparableType("i", 5);
            default -> new ComparableType("l", 7);
        };
    }
}
