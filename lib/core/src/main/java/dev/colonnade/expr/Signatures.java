package dev.colonnade.expr;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataType.DecimalType;
import dev.colonnade.type.Field;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What each scalar function takes and gives; operands come back converted to what the function takes. */
final class Signatures {
    /**
     * The most digits of a decimal in 64 bits. As in DuckDB, products of such operands stay that short, and a value that
     * then does not fit is an overflow; a scale that leaves no room for it lifts this.
     */
    private static final int MAX_SHORT = 18;

    private Signatures() {}

    /** @throws PlanException TYPE_MISMATCH */
    static BoundExpr bind(Function function, List<BoundExpr> args) {
        return switch (function) {
            case ADD, SUBTRACT -> sum(function, args);
            case MULTIPLY -> product(args);
            case DIVIDE, SQRT, POWER, EXP, LN -> floats(function, args);
            case INT_DIV, MOD -> remainder(function, args);
            case NEGATE, ABS -> signed(function, args);
            case ROUND, FLOOR, CEIL -> rounded(function, args);
            case EQ, NE, LT, LE, GT, GE, EQ_NULL_SAFE -> compared(function, args);
            case AND, OR, NOT -> all(function, args, DataType.BOOL, DataType.BOOL, "booleans");
            case IS_NULL, IS_NOT_NULL -> BoundExprs.call(function, args, DataType.BOOL);
            case IS_NAN -> nan(args);
            case COALESCE, NULL_IF, GREATEST, LEAST -> mixed(function, args);
            case LIKE, CONTAINS, STARTS_WITH, ENDS_WITH ->
                all(function, args, DataType.STRING, DataType.BOOL, "strings");
            case LOWER, UPPER, TRIM, TRIM_START, TRIM_END, CONCAT, REPLACE ->
                all(function, args, DataType.STRING, DataType.STRING, "strings");
            case LENGTH -> all(function, args, DataType.STRING, DataType.INT64, "a string");
            case SUBSTRING -> substring(args);
            case YEAR, QUARTER, MONTH, DAY, DAY_OF_WEEK, DAY_OF_YEAR -> part(function, args, Signatures::hasDate);
            case HOUR, MINUTE, SECOND -> part(function, args, Signatures::hasTime);
            case DATE_TRUNC -> truncated(args);
            case BUCKET -> bucket(args);
            case STRUCT_FIELD -> structField(args);
        };
    }

    /** Whether a call can be null given what its operands can be. */
    static boolean nullable(Function function, List<BoundExpr> args) {
        return switch (function) {
            case IS_NULL, IS_NOT_NULL, EQ_NULL_SAFE -> false;
            case COALESCE, GREATEST, LEAST -> args.stream().allMatch(BoundExpr::nullable);
            case NULL_IF -> true;
            case STRUCT_FIELD ->
                args.get(0).nullable() || field(args).map(Field::nullable).orElse(true);
            default -> args.stream().anyMatch(BoundExpr::nullable);
        };
    }

    // --- arithmetic

    private static BoundExpr sum(Function function, List<BoundExpr> args) {
        DataType left = args.get(0).type();
        DataType right = args.get(1).type();
        if (left instanceof DataType.DateType && right instanceof DataType.DateType && function == Function.SUBTRACT) {
            return BoundExprs.call(function, args, DataType.INT64);
        }
        if (right instanceof DataType.IntervalType) {
            if (left instanceof DataType.DateType) {
                DataType timestamp = DataType.timestamp(dev.colonnade.type.Resolution.MICROS);
                return BoundExprs.call(function, List.of(Coercion.to(timestamp, args.get(0)), args.get(1)), timestamp);
            }
            if (left instanceof DataType.TimestampType) {
                return BoundExprs.call(function, args, left);
            }
        }
        List<BoundExpr> numbers = numbers(function, args);
        DataType common = commonNumber(numbers);
        if (common instanceof DecimalType) {
            DecimalType x = Coercion.asDecimal(numbers.get(0).type());
            DecimalType y = Coercion.asDecimal(numbers.get(1).type());
            int scale = Math.max(x.scale(), y.scale());
            int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
            return decimals(function, numbers, capped(whole + scale + 1, scale));
        }
        return BoundExprs.call(function, Coercion.allTo(common, numbers), common);
    }

    private static BoundExpr product(List<BoundExpr> args) {
        List<BoundExpr> numbers = numbers(Function.MULTIPLY, args);
        DataType common = commonNumber(numbers);
        if (!(common instanceof DecimalType)) {
            return BoundExprs.call(Function.MULTIPLY, Coercion.allTo(common, numbers), common);
        }
        DecimalType x = Coercion.asDecimal(numbers.get(0).type());
        DecimalType y = Coercion.asDecimal(numbers.get(1).type());
        int scale = x.scale() + y.scale();
        if (scale > DecimalType.MAX_PRECISION) {
            throw mismatch(Function.MULTIPLY, args, "decimals whose scales add up to at most 38");
        }
        boolean fits = Math.max(x.precision(), y.precision()) <= MAX_SHORT && scale < MAX_SHORT;
        int most = fits ? MAX_SHORT : DecimalType.MAX_PRECISION;
        DecimalType result = DataType.decimal(Math.min(x.precision() + y.precision(), most), scale);
        return decimals(Function.MULTIPLY, numbers, result);
    }

    /** Each operand as a decimal of its own digits. */
    private static BoundExpr decimals(Function function, List<BoundExpr> numbers, DecimalType result) {
        List<BoundExpr> operands = numbers.stream()
                .map(number -> Coercion.to(Coercion.asDecimal(number.type()), number))
                .toList();
        return BoundExprs.call(function, operands, result);
    }

    private static DecimalType capped(int precision, int scale) {
        return DataType.decimal(Math.min(precision, DecimalType.MAX_PRECISION), scale);
    }

    /** The operands as numbers: a null gets the type of the other, an integer literal beside a decimal its own digits. */
    private static List<BoundExpr> numbers(Function function, List<BoundExpr> args) {
        DataType common = args.stream()
                .map(BoundExpr::type)
                .filter(t -> !(t instanceof DataType.NullType))
                .findFirst()
                .orElse(DataType.INT64);
        boolean decimal = args.stream().anyMatch(a -> a.type() instanceof DecimalType);
        return args.stream()
                .map(arg -> {
                    if (arg.type() instanceof DataType.NullType) {
                        return Coercion.to(common, arg);
                    }
                    if (!arg.type().isNumeric()) {
                        throw mismatch(function, args, "numbers");
                    }
                    boolean tight =
                            decimal && arg instanceof BoundExpr.Literal && arg.type() instanceof DataType.IntType;
                    return tight ? tightDecimal((BoundExpr.Literal) arg) : widened(arg);
                })
                .toList();
    }

    /** Half precision is stored, not computed with. */
    private static BoundExpr widened(BoundExpr arg) {
        return arg.type().equals(DataType.FLOAT16) ? Coercion.to(DataType.FLOAT32, arg) : arg;
    }

    private static BoundExpr tightDecimal(BoundExpr.Literal literal) {
        Object value = literal.value();
        return value == null
                ? literal
                : new BoundExpr.Literal(
                        LiteralValue.ofJava(java.util.Objects.requireNonNull(LiteralConversion.decimal(value))));
    }

    private static DataType commonNumber(List<BoundExpr> numbers) {
        DataType type = numbers.get(0).type();
        for (BoundExpr number : numbers) {
            type = Coercion.common(type, number.type()).orElseThrow();
        }
        return type;
    }

    private static BoundExpr floats(Function function, List<BoundExpr> args) {
        return BoundExprs.call(function, Coercion.allTo(DataType.FLOAT64, numbers(function, args)), DataType.FLOAT64);
    }

    private static BoundExpr remainder(Function function, List<BoundExpr> args) {
        List<BoundExpr> numbers = numbers(function, args);
        DataType common = commonNumber(numbers);
        if (!(common instanceof DataType.IntType)) {
            throw mismatch(function, args, "integers");
        }
        return BoundExprs.call(function, Coercion.allTo(common, numbers), common);
    }

    private static BoundExpr signed(Function function, List<BoundExpr> args) {
        BoundExpr number = numbers(function, args).get(0);
        if (number.type() instanceof DataType.IntType integer && !integer.signed()) {
            if (function == Function.ABS) {
                return number;
            }
            throw mismatch(function, args, "a signed number");
        }
        return BoundExprs.call(function, List.of(number), number.type());
    }

    private static BoundExpr rounded(Function function, List<BoundExpr> args) {
        BoundExpr number = numbers(function, args.subList(0, 1)).get(0);
        int digits = function == Function.ROUND ? digits(args.get(1)) : 0;
        if (number.type() instanceof DataType.IntType) {
            return number;
        }
        if (number.type() instanceof DecimalType decimal) {
            if (digits >= decimal.scale()) {
                return number;
            }
            DataType result = capped(decimal.precision() - decimal.scale() + digits + 1, digits);
            return BoundExprs.call(function, withDigits(function, number, digits), result);
        }
        BoundExpr real = Coercion.to(DataType.FLOAT64, number);
        return BoundExprs.call(function, withDigits(function, real, digits), DataType.FLOAT64);
    }

    private static List<BoundExpr> withDigits(Function function, BoundExpr number, int digits) {
        return function == Function.ROUND
                ? List.of(number, BoundExpr.Literal.of(digits, DataType.INT32))
                : List.of(number);
    }

    private static int digits(BoundExpr arg) {
        if (arg instanceof BoundExpr.Literal literal && literal.value() instanceof Integer digits && digits >= 0) {
            return digits;
        }
        throw new PlanException(
                ErrorCode.INVALID_ARGUMENT, "round takes a constant number of digits from 0, not " + arg + ".");
    }

    // --- comparison, choice

    private static BoundExpr compared(Function function, List<BoundExpr> args) {
        return BoundExprs.call(function, Coercion.allTo(unified(function, args), args), DataType.BOOL);
    }

    private static BoundExpr mixed(Function function, List<BoundExpr> args) {
        if (args.isEmpty()) {
            throw new PlanException(ErrorCode.INVALID_ARGUMENT, function.symbol() + " takes at least one value.");
        }
        DataType type = unified(function, args);
        return BoundExprs.call(function, Coercion.allTo(type, args), type);
    }

    private static DataType unified(Function function, List<BoundExpr> args) {
        Optional<DataType> type = Coercion.unified(args);
        return type.orElseThrow(() -> mismatch(function, args, "operands of one type"));
    }

    private static BoundExpr nan(List<BoundExpr> args) {
        BoundExpr number = numbers(Function.IS_NAN, args).get(0);
        if (!(number.type() instanceof DataType.FloatType)) {
            throw mismatch(Function.IS_NAN, args, "a float");
        }
        return BoundExprs.call(Function.IS_NAN, List.of(number), DataType.BOOL);
    }

    /** Every operand of one type, or null. */
    private static BoundExpr all(
            Function function, List<BoundExpr> args, DataType wanted, DataType result, String words) {
        for (BoundExpr arg : args) {
            if (!arg.type().equals(wanted) && !(arg.type() instanceof DataType.NullType)) {
                throw mismatch(function, args, words);
            }
        }
        return BoundExprs.call(function, Coercion.allTo(wanted, args), result);
    }

    // --- strings, dates

    private static BoundExpr substring(List<BoundExpr> args) {
        boolean fits = args.get(0).type() instanceof DataType.StringType
                && args.get(1).type() instanceof DataType.IntType
                && args.get(2).type() instanceof DataType.IntType;
        if (!fits) {
            throw mismatch(Function.SUBSTRING, args, "a string and two integers");
        }
        List<BoundExpr> converted = List.of(
                args.get(0), Coercion.to(DataType.INT64, args.get(1)), Coercion.to(DataType.INT64, args.get(2)));
        return BoundExprs.call(Function.SUBSTRING, converted, DataType.STRING);
    }

    private static boolean hasDate(DataType type) {
        return type instanceof DataType.DateType || type instanceof DataType.TimestampType;
    }

    private static boolean hasTime(DataType type) {
        return type instanceof DataType.TimeType || type instanceof DataType.TimestampType;
    }

    private static BoundExpr part(Function function, List<BoundExpr> args, Predicate<DataType> takes) {
        if (!takes.test(args.get(0).type())) {
            throw mismatch(function, args, takes.test(DataType.DATE) ? "a date or timestamp" : "a time or timestamp");
        }
        return BoundExprs.call(function, args, DataType.INT64);
    }

    private static BoundExpr bucket(List<BoundExpr> args) {
        long buckets = args.get(0) instanceof BoundExpr.Literal count && count.value() instanceof Number number
                ? number.longValue()
                : 0;
        if (buckets < 1 || buckets > Integer.MAX_VALUE) {
            throw new PlanException(ErrorCode.INVALID_ARGUMENT, "There is at least one bucket, not " + buckets + ".");
        }
        BoundExpr value = args.get(1);
        boolean integer = value.type() instanceof DataType.IntType type && type.signed();
        if (!integer && !(value.type() instanceof DataType.DateType || value.type() instanceof DataType.StringType)) {
            throw mismatch(Function.BUCKET, args.subList(1, 2), "a signed integer, a date or a string");
        }
        return BoundExprs.call(
                Function.BUCKET,
                List.of(
                        BoundExpr.Literal.of((int) buckets, DataType.INT32),
                        integer ? Coercion.to(DataType.INT64, value) : value),
                DataType.INT32);
    }

    private static BoundExpr truncated(List<BoundExpr> args) {
        DataType type = args.get(1).type();
        DateUnit unit = unit(args.get(0));
        if (!hasDate(type) || type instanceof DataType.DateType && unit.compareTo(DateUnit.DAY) > 0) {
            throw mismatch(
                    Function.DATE_TRUNC, args.subList(1, 2), "a timestamp, or a date and a unit of at least a day");
        }
        return BoundExprs.call(
                Function.DATE_TRUNC, List.of(BoundExpr.Literal.of(unit.name(), DataType.STRING), args.get(1)), type);
    }

    /** @throws PlanException INVALID_ARGUMENT if it is no unit */
    private static DateUnit unit(BoundExpr arg) {
        if (arg instanceof BoundExpr.Literal literal && literal.value() instanceof String name) {
            for (DateUnit unit : DateUnit.values()) {
                if (unit.name().equals(name.toUpperCase(Locale.ROOT))) {
                    return unit;
                }
            }
        }
        throw new PlanException(
                ErrorCode.INVALID_ARGUMENT,
                "dateTrunc takes one of " + List.of(DateUnit.values()) + " as its unit, not " + arg + ".");
    }

    // --- structs

    private static BoundExpr structField(List<BoundExpr> args) {
        BoundExpr input = args.get(0);
        if (input.type() instanceof DataType.NullType) {
            return BoundExpr.Literal.nullOf(DataType.NULL);
        }
        if (!(input.type() instanceof DataType.StructType struct)) {
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "Cannot take a field of " + input + " (" + input.type() + "): only structs have fields.");
        }
        Field field = field(args).orElseThrow(() -> noField(input, struct, args.get(1)));
        return BoundExprs.call(Function.STRUCT_FIELD, args, field.type());
    }

    private static Optional<Field> field(List<BoundExpr> args) {
        return args.get(0).type() instanceof DataType.StructType struct
                        && args.get(1) instanceof BoundExpr.Literal literal
                ? struct.fields().stream()
                        .filter(field -> field.name().equals(literal.value()))
                        .findFirst()
                : Optional.empty();
    }

    private static PlanException noField(BoundExpr input, DataType.StructType struct, BoundExpr wanted) {
        String name = wanted instanceof BoundExpr.Literal literal ? String.valueOf(literal.value()) : wanted.toString();
        List<String> names = struct.fields().stream().map(Field::name).toList();
        return new PlanException(
                ErrorCode.NO_SUCH_COLUMN,
                "No field '" + name + "' in struct " + input + " (" + String.join(", ", names) + ")."
                        + Nearest.hint(name, names));
    }

    private static PlanException mismatch(Function function, List<BoundExpr> args, String takes) {
        String got = args.stream().map(a -> a + " (" + a.type() + ")").collect(Collectors.joining(" and "));
        return new PlanException(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute " + function.symbol() + " of " + got + ": it takes " + takes
                        + "; convert with cast(..).");
    }
}
