package dev.colonnade.expr;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of constants that are not null. */
final class ConstantCalls {
    private ConstantCalls() {}

    /**
     * The value of the call, or null if it does not fit its type or only an engine can tell.
     *
     * @throws ArithmeticException if there is none, such as for a division by zero
     * @throws java.time.DateTimeException if it is beyond the calendar
     */
    static @Nullable Object apply(Function function, List<Object> args, DataType type) {
        Object first = args.get(0);
        return switch (function) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, INT_DIV, MOD ->
                first instanceof Number
                        ? binary(function, first, args.get(1), type)
                        : ConstantTimes.arithmetic(function, first, args.get(1), type);
            case NEGATE, ABS, FLOOR, CEIL, SQRT -> unary(function, first, type);
            case ROUND -> first instanceof BigDecimal decimal ? rounded(decimal, (Integer) args.get(1), type) : null;
            case POWER, EXP, LN -> null;
            case IS_NAN -> Double.isNaN(((Number) first).doubleValue());
            case EQ -> Values.compare(first, args.get(1)) == 0;
            case NE -> Values.compare(first, args.get(1)) != 0;
            case LT -> Values.compare(first, args.get(1)) < 0;
            case LE -> Values.compare(first, args.get(1)) <= 0;
            case GT -> Values.compare(first, args.get(1)) > 0;
            case GE -> Values.compare(first, args.get(1)) >= 0;
            case NOT -> !(Boolean) first;
            case LIKE,
                    LOWER,
                    UPPER,
                    LENGTH,
                    TRIM,
                    TRIM_START,
                    TRIM_END,
                    SUBSTRING,
                    CONCAT,
                    CONTAINS,
                    STARTS_WITH,
                    ENDS_WITH,
                    REPLACE -> ConstantTexts.apply(function, args);
            case YEAR, QUARTER, MONTH, DAY, DAY_OF_WEEK, DAY_OF_YEAR, HOUR, MINUTE, SECOND ->
                ConstantTimes.part(function, first);
            case DATE_TRUNC -> ConstantTimes.truncate((String) first, args.get(1));
            case BUCKET -> Buckets.of((Integer) first, args.get(1));
            case STRUCT_FIELD -> ((Map<?, ?>) first).get(args.get(1));
            case AND, OR, IS_NULL, IS_NOT_NULL, EQ_NULL_SAFE, COALESCE, NULL_IF, GREATEST, LEAST -> null;
        };
    }

    private static @Nullable Object binary(Function function, Object a, Object b, DataType type) {
        if (a instanceof Float x && b instanceof Float y) {
            float result =
                    switch (function) {
                        case ADD -> x + y;
                        case SUBTRACT -> x - y;
                        case MULTIPLY -> x * y;
                        default -> throw new ArithmeticException(function.symbol());
                    };
            return result;
        }
        if (a instanceof Double x && b instanceof Double y) {
            double result =
                    switch (function) {
                        case ADD -> x + y;
                        case SUBTRACT -> x - y;
                        case MULTIPLY -> x * y;
                        case DIVIDE -> x / y;
                        default -> throw new ArithmeticException(function.symbol());
                    };
            return result;
        }
        if (type instanceof DataType.IntType integer) {
            return LiteralConversion.integer(integers(function, integer(a), integer(b)), integer);
        }
        BigDecimal x = (BigDecimal) a;
        BigDecimal y = (BigDecimal) b;
        BigDecimal result =
                switch (function) {
                    case ADD -> x.add(y);
                    case SUBTRACT -> x.subtract(y);
                    case MULTIPLY -> x.multiply(y);
                    default -> throw new ArithmeticException(function.symbol());
                };
        return LiteralConversion.number(result, type);
    }

    private static BigInteger integers(Function function, BigInteger x, BigInteger y) {
        return switch (function) {
            case ADD -> x.add(y);
            case SUBTRACT -> x.subtract(y);
            case MULTIPLY -> x.multiply(y);
            case INT_DIV -> x.divide(y);
            case MOD -> x.remainder(y);
            default -> throw new ArithmeticException(function.symbol());
        };
    }

    private static BigInteger integer(Object value) {
        return value instanceof BigInteger big ? big : BigInteger.valueOf(((Number) value).longValue());
    }

    private static @Nullable Object unary(Function function, Object value, DataType type) {
        if (value instanceof Float x) {
            return function == Function.NEGATE ? (Object) (-x) : function == Function.ABS ? Math.abs(x) : null;
        }
        if (value instanceof Double x) {
            return switch (function) {
                case NEGATE -> -x;
                case ABS -> Math.abs(x);
                case FLOOR -> Math.floor(x);
                case CEIL -> Math.ceil(x);
                case SQRT -> x >= 0 ? (Object) Math.sqrt(x) : null;
                default -> null;
            };
        }
        BigDecimal x = value instanceof BigDecimal decimal ? decimal : new BigDecimal(integer(value));
        BigDecimal result =
                switch (function) {
                    case NEGATE -> x.negate();
                    case ABS -> x.abs();
                    case FLOOR -> x.setScale(0, RoundingMode.FLOOR);
                    case CEIL -> x.setScale(0, RoundingMode.CEILING);
                    default -> throw new ArithmeticException(function.symbol());
                };
        return LiteralConversion.number(result, type);
    }

    private static @Nullable Object rounded(BigDecimal value, int digits, DataType type) {
        return LiteralConversion.number(value.setScale(digits, RoundingMode.HALF_UP), type);
    }
}
