package dev.colonnade.duckdb.sql;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Function;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Calls of scalar functions. */
final class CallSql {
    private CallSql() {}

    /** @param args the texts of the operands */
    static String of(BoundExpr.Call call, List<String> args) {
        return switch (call.function()) {
            case ADD, SUBTRACT, MULTIPLY -> arithmetic(call, args);
            case DIVIDE -> infix(call.function().symbol(), args);
            case EQ, NE, LT, LE, GT, GE, LIKE -> infix(call.function().symbol(), compared(call, args));
            case INT_DIV -> infix("//", args);
            case MOD -> infix("%", List.of(args.get(0), divisor(call.arg(1), args.get(1))));
            case NEGATE -> negated(call.type(), args.get(0));
            case ROUND, FLOOR, CEIL -> rounded(call, args);
            case ABS, SQRT, EXP, LN, COALESCE, GREATEST, LEAST, LOWER, UPPER, LENGTH, CONTAINS, REPLACE ->
                prefix(call.function().name(), args);
            case POWER -> prefix("pow", args);
            case EQ_NULL_SAFE -> infix("IS NOT DISTINCT FROM", args);
            case AND, OR -> infix(call.function().name(), args);
            case NOT -> "(NOT " + args.get(0) + ")";
            case IS_NULL -> "(" + args.get(0) + " IS NULL)";
            case IS_NOT_NULL -> "(" + args.get(0) + " IS NOT NULL)";
            case IS_NAN -> prefix("isnan", args);
            case NULL_IF -> prefix("nullif", compared(call, args));
            // without a second operand the engine takes off every Unicode space
            case TRIM -> "trim(" + args.get(0) + ", ' ')";
            case TRIM_START -> "ltrim(" + args.get(0) + ", ' ')";
            case TRIM_END -> "rtrim(" + args.get(0) + ", ' ')";
            case SUBSTRING -> substring(call, args);
            case CONCAT -> infix("||", args);
            case STARTS_WITH -> prefix("starts_with", args);
            case ENDS_WITH -> prefix("ends_with", args);
            case YEAR, QUARTER, MONTH, DAY, HOUR, MINUTE, SECOND ->
                TimeSql.part(call.function().name(), args.get(0), call.arg(0).type());
            case DAY_OF_WEEK -> TimeSql.part("isodow", args.get(0), call.arg(0).type());
            case DAY_OF_YEAR ->
                TimeSql.part("dayofyear", args.get(0), call.arg(0).type());
            case DATE_TRUNC -> TimeSql.truncate(unit(call.arg(0)), args.get(1), call.type());
            case BUCKET -> BucketSql.of(args.get(0), args.get(1), call.arg(1).type());
            case STRUCT_FIELD -> prefix("struct_extract", args);
        };
    }

    private static String infix(String operator, List<String> args) {
        return "(" + String.join(" " + operator + " ", args) + ")";
    }

    private static String prefix(String function, List<String> args) {
        return function.toLowerCase(Locale.ROOT) + "(" + String.join(", ", args) + ")";
    }

    /**
     * The operands of a comparison. Where statistics decide the comparison of a text or bytes chosen among others, the engine
     * may fail to bind what it puts there; it has no statistics of {@code greatest}, which hands a single operand on.
     */
    private static List<String> compared(BoundExpr.Call call, List<String> args) {
        List<String> operands = new ArrayList<>(args);
        for (int i = 0; i < operands.size(); i++) {
            if (isChoiceOfBytes(call.arg(i))) {
                operands.set(i, prefix("greatest", List.of(args.get(i))));
            }
        }
        return operands;
    }

    private static boolean isChoiceOfBytes(BoundExpr operand) {
        boolean bytes = operand.type() instanceof DataType.StringType || operand.type() instanceof DataType.BinaryType;
        return bytes
                && (operand instanceof BoundExpr.Case
                        || operand instanceof BoundExpr.Call inner
                                && (inner.function() == Function.COALESCE || inner.function() == Function.NULL_IF));
    }

    private static String arithmetic(BoundExpr.Call call, List<String> args) {
        String sum = infix(call.function().symbol(), args);
        if (call.arg(1).type() instanceof DataType.IntervalType) {
            return TimeSql.move(call.function().symbol(), args.get(0), args.get(1), call.type());
        }
        return call.type() instanceof DataType.DecimalType decimal ? decimals(call, sum, decimal) : sum;
    }

    /** The binder follows the engine's widths; a result type that a rewrite has kept for other operands is cast to. */
    private static String decimals(BoundExpr.Call call, String text, DataType.DecimalType type) {
        DataType.DecimalType x = (DataType.DecimalType) call.arg(0).type();
        DataType.DecimalType y = (DataType.DecimalType) call.arg(1).type();
        return natural(call.function(), x, y).equals(type) ? text : cast(text, type);
    }

    private static String cast(String text, DataType type) {
        return "CAST(" + text + " AS " + TypeSql.of(type) + ")";
    }

    /** The type that the engine gives the result. */
    private static DataType natural(Function function, DataType.DecimalType x, DataType.DecimalType y) {
        if (function == Function.MULTIPLY) {
            int scale = x.scale() + y.scale();
            boolean isShort = x.precision() <= 18 && y.precision() <= 18 && scale < 18;
            int most = isShort ? 18 : DataType.DecimalType.MAX_PRECISION;
            return DataType.decimal(Math.min(x.precision() + y.precision(), most), scale);
        }
        int scale = Math.max(x.scale(), y.scale());
        int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
        return DataType.decimal(Math.min(whole + scale + 1, DataType.DecimalType.MAX_PRECISION), scale);
    }

    /**
     * A subtraction for integers, whose overflow is an error also where the engine would fold a wider constant; a product
     * for floats, since the engine turns {@code -x <= NaN} into {@code x >= -NaN}, which NaN's place in the order forbids.
     */
    private static String negated(DataType type, String arg) {
        if (type instanceof DataType.FloatType) {
            return "(" + arg + " * '-1'::" + TypeSql.of(type) + ")";
        }
        return type instanceof DataType.IntType ? "(0::" + TypeSql.of(type) + " - " + arg + ")" : "(-" + arg + ")";
    }

    /** The engine fails on the least integer modulo -1, which is 0 as modulo 1 is. */
    private static String divisor(BoundExpr divisor, String text) {
        boolean harmless = divisor instanceof BoundExpr.Literal literal
                && literal.value() instanceof Number number
                && number.longValue() != -1;
        boolean signed = divisor.type() instanceof DataType.IntType type && type.signed();
        return harmless || !signed
                ? text
                : ExprSql.let(text, v -> "CASE WHEN " + v + " = -1 THEN 1 ELSE " + v + " END");
    }

    private static String rounded(BoundExpr.Call call, List<String> args) {
        String rounded = prefix(call.function().name(), args);
        return call.type() instanceof DataType.DecimalType ? cast(rounded, call.type()) : rounded;
    }

    /**
     * The code points at positions from first to first + length. The engine counts a start below 1 from the end and a
     * negative length backwards, so both are clamped where they are not known to be in range.
     */
    private static String substring(BoundExpr.Call call, List<String> args) {
        boolean plain = call.arg(1) instanceof BoundExpr.Literal first
                && call.arg(2) instanceof BoundExpr.Literal length
                && first.value() instanceof Long from
                && length.value() instanceof Long count
                && from >= 1
                && from <= MAX_LENGTH
                && count >= 0
                && count <= MAX_LENGTH;
        if (plain) {
            return prefix("substring", args);
        }
        String from = ExprSql.let(
                args.get(1),
                v -> "CASE WHEN " + v + " < 1 THEN 1 WHEN " + v + " > " + MAX_LENGTH + " THEN " + MAX_LENGTH + " ELSE "
                        + v + " END");
        String below = ExprSql.let(
                args.get(1), v -> "CASE WHEN " + v + " < 1 THEN 1 - " + v + "::HUGEINT ELSE 0::HUGEINT END");
        String count = ExprSql.let(
                "(" + args.get(2) + "::HUGEINT - " + below + ")",
                v -> "CASE WHEN " + v + " < 0 THEN 0 WHEN " + v + " > " + MAX_LENGTH + " THEN " + MAX_LENGTH + " ELSE "
                        + v + " END");
        return "substring(" + args.get(0) + ", (" + from + ")::BIGINT, (" + count + ")::BIGINT)";
    }

    /** The largest position that the engine takes. */
    private static final long MAX_LENGTH = 4_294_967_295L;

    private static String unit(BoundExpr arg) {
        Object name = Objects.requireNonNull(((BoundExpr.Literal) arg).value());
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
