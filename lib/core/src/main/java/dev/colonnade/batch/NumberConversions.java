package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which Java numbers hold every value of a numeric type, besides the class that the type documents. */
final class NumberConversions {
    private static final Map<Class<?>, Integer> INTEGER_BITS = Map.of(
            byte.class,
            8,
            Byte.class,
            8,
            short.class,
            16,
            Short.class,
            16,
            int.class,
            32,
            Integer.class,
            32,
            long.class,
            64,
            Long.class,
            64);
    private static final int FLOAT_DIGIT_BITS = 24;
    private static final int DOUBLE_DIGIT_BITS = 53;

    private NumberConversions() {}

    /** The conversion to {@code wanted}, or null where it could lose something. */
    static @Nullable Function<Object, Object> find(Class<?> wanted, DataType type) {
        if (type instanceof DataType.FloatType) {
            boolean wider = wanted == double.class || wanted == Double.class;
            return wider ? value -> ((Number) value).doubleValue() : null;
        }
        if (wanted == BigDecimal.class && type instanceof DataType.IntType) {
            return value -> new BigDecimal(value.toString());
        }
        int bits = integerBits(type);
        return bits == 0 ? null : ofInteger(wanted, bits);
    }

    /** How many bits hold every value with its sign; 0 for types that are not integers. */
    private static int integerBits(DataType type) {
        if (type instanceof DataType.IntType integer) {
            return integer.signed() ? integer.bits() : integer.bits() + 1;
        }
        if (type instanceof DataType.DecimalType decimal && decimal.scale() == 0) {
            return BigInteger.TEN
                            .pow(decimal.precision())
                            .subtract(BigInteger.ONE)
                            .bitLength()
                    + 1;
        }
        return 0;
    }

    private static @Nullable Function<Object, Object> ofInteger(Class<?> wanted, int bits) {
        if (wanted == BigInteger.class) {
            return value -> new BigDecimal(value.toString()).toBigIntegerExact();
        }
        if (wanted == double.class || wanted == Double.class) {
            return bits - 1 <= DOUBLE_DIGIT_BITS ? value -> ((Number) value).doubleValue() : null;
        }
        if (wanted == float.class || wanted == Float.class) {
            return bits - 1 <= FLOAT_DIGIT_BITS ? value -> ((Number) value).floatValue() : null;
        }
        int wantedBits = INTEGER_BITS.getOrDefault(wanted, 0);
        if (wantedBits < bits) {
            return null;
        }
        return switch (wantedBits) {
            case 8 -> value -> ((Number) value).byteValue();
            case 16 -> value -> ((Number) value).shortValue();
            case 32 -> value -> ((Number) value).intValue();
            default -> value -> ((Number) value).longValue();
        };
    }
}
