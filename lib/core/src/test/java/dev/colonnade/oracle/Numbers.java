package dev.colonnade.oracle;

import dev.colonnade.expr.Function;
import dev.colonnade.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Arithmetic: exact where the type is exact, IEEE 754 where it is a float, an error where the result does not fit. */
final class Numbers {
    private Numbers() {}

    static Object binary(Function function, Object a, Object b, DataType type) {
        if (type instanceof DataType.IntType integer) {
            return integer(integers(function, integer(a), integer(b)), integer);
        }
        if (type instanceof DataType.DecimalType decimal) {
            return decimal(decimals(function, (BigDecimal) a, (BigDecimal) b), decimal);
        }
        if (a instanceof Float x && b instanceof Float y) {
            return switch (function) {
                case ADD -> x + y;
                case SUBTRACT -> x - y;
                case MULTIPLY -> x * y;
                default -> throw new IllegalArgumentException(function + " of float32");
            };
        }
        double x = (Double) a;
        double y = (Double) b;
        return switch (function) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            case POWER -> power(x, y);
            default -> throw new IllegalArgumentException(function + " of float64");
        };
    }

    private static BigInteger integers(Function function, BigInteger x, BigInteger y) {
        if ((function == Function.INT_DIV || function == Function.MOD) && y.signum() == 0) {
            throw new OracleError("division by zero");
        }
        return switch (function) {
            case ADD -> x.add(y);
            case SUBTRACT -> x.subtract(y);
            case MULTIPLY -> x.multiply(y);
            case INT_DIV -> x.divide(y);
            case MOD -> x.remainder(y);
            default -> throw new IllegalArgumentException(function + " of integers");
        };
    }

    private static BigDecimal decimals(Function function, BigDecimal x, BigDecimal y) {
        return switch (function) {
            case ADD -> x.add(y);
            case SUBTRACT -> x.subtract(y);
            case MULTIPLY -> x.multiply(y);
            default -> throw new IllegalArgumentException(function + " of decimals");
        };
    }

    /** IEEE 754-2008 pow, where one to any power is one, as is -1 to an infinite power. */
    private static double power(double x, double y) {
        return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
    }

    static Object unary(Function function, Object a, DataType type) {
        if (a instanceof BigDecimal x) {
            BigDecimal value =
                    switch (function) {
                        case NEGATE -> x.negate();
                        case ABS -> x.abs();
                        case FLOOR -> x.setScale(0, RoundingMode.FLOOR);
                        case CEIL -> x.setScale(0, RoundingMode.CEILING);
                        default -> throw new IllegalArgumentException(function + " of decimals");
                    };
            return decimal(value, (DataType.DecimalType) type);
        }
        if (type instanceof DataType.IntType integer) {
            BigInteger x = integer(a);
            return integer(function == Function.NEGATE ? x.negate() : x.abs(), integer);
        }
        double x = ((Number) a).doubleValue();
        if (function == Function.IS_NAN) {
            return Double.isNaN(x);
        }
        double value = real(function, x);
        return a instanceof Float ? (Object) (float) value : (Object) value;
    }

    private static double real(Function function, double x) {
        return switch (function) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case SQRT -> Math.sqrt(x);
            case EXP -> Math.exp(x);
            case LN -> Math.log(x);
            default -> throw new IllegalArgumentException(function + " of floats");
        };
    }

    static Object round(Object a, int digits, DataType type) {
        if (a instanceof BigDecimal x) {
            return decimal(x.setScale(digits, RoundingMode.HALF_UP), (DataType.DecimalType) type);
        }
        double x = (Double) a;
        double factor = Math.pow(10, digits);
        if (!Double.isFinite(x * factor)) {
            return x;
        }
        return new BigDecimal(x * factor).setScale(0, RoundingMode.HALF_UP).doubleValue() / factor;
    }

    /** The value of an integer of any width. */
    static BigInteger integer(Object value) {
        return value instanceof BigInteger big ? big : BigInteger.valueOf(((Number) value).longValue());
    }

    /** The integer in the Java class of its type. @throws OracleError if it is out of range */
    static Object integer(BigInteger value, DataType.IntType type) {
        BigInteger span = BigInteger.ONE.shiftLeft(type.signed() ? type.bits() - 1 : type.bits());
        BigInteger least = type.signed() ? span.negate() : BigInteger.ZERO;
        if (value.compareTo(least) < 0 || value.compareTo(span) >= 0) {
            throw new OracleError(value + " is no " + type);
        }
        int classBits = type.signed() ? type.bits() : type.bits() * 2;
        return switch (classBits) {
            case 8 -> value.byteValue();
            case 16 -> value.shortValue();
            case 32 -> value.intValue();
            case 64 -> value.longValue();
            default -> value;
        };
    }

    /** The decimal with the digits of its type. @throws OracleError if it would lose some or has too many */
    static BigDecimal decimal(BigDecimal value, DataType.DecimalType type) {
        if (value.signum() != 0 && value.stripTrailingZeros().scale() > type.scale()) {
            throw new OracleError(value + " has more than " + type.scale() + " digits behind the point");
        }
        BigDecimal scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
        if (scaled.unscaledValue().abs().compareTo(BigInteger.TEN.pow(type.precision())) >= 0) {
            throw new OracleError(value + " is no " + type);
        }
        return scaled;
    }
}
