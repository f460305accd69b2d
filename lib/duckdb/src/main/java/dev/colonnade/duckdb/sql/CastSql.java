package dev.colonnade.duckdb.sql;

import dev.colonnade.expr.CastMode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataType.DecimalType;
import dev.colonnade.type.DataType.FloatType;
import dev.colonnade.type.DataType.IntType;
import dev.colonnade.type.DataType.TimeType;
import dev.colonnade.type.DataType.TimestampType;

/**
 * Conversions that never lose information silently. The engine's own casts round; where they would, the operand is first
 * checked, and one that does not fit is replaced by something that the engine's cast refuses: a text that says what is
 * wrong, or null for {@code tryCast}.
 */
final class CastSql {
    private final CastMode mode;
    private final DataType from;
    private final DataType to;

    private CastSql(DataType from, DataType to, CastMode mode) {
        this.mode = mode;
        this.from = from;
        this.to = to;
    }

    /** @param input the operand's text */
    static String of(DataType from, DataType to, CastMode mode, String input) {
        if (from instanceof DataType.NullType) {
            return LiteralSql.of(null, to);
        }
        return from.equals(to) ? input : new CastSql(from, to, mode).text(input);
    }

    private String text(String input) {
        if (from instanceof DataType.StringType) {
            return ParseSql.of(to, mode, input);
        }
        if (to instanceof IntType && (from instanceof FloatType || from instanceof DecimalType)) {
            return ExprSql.let(input, v -> checked(v + " = trunc(" + v + ")", v, "a fraction: "));
        }
        if (to instanceof DecimalType decimal && from instanceof DecimalType wide && wide.scale() > decimal.scale()) {
            return ExprSql.let(
                    input, v -> checked(v + " = trunc(" + v + ", " + decimal.scale() + ")", v, "too many digits: "));
        }
        if (to instanceof DecimalType && from instanceof FloatType) {
            return ExprSql.let(input, this::exactDecimal);
        }
        if (from instanceof DecimalType decimal && to instanceof DataType.StringType) {
            return decimal.precision() == decimal.scale() ? leadingZero(cast(input)) : cast(input);
        }
        if (from instanceof TimestampType stamp && to instanceof TimestampType target) {
            return TimeSql.convert(input, stamp, target, cast());
        }
        if (from instanceof TimestampType stamp && to instanceof DataType.DateType) {
            return TimeSql.date(input, stamp);
        }
        if (from instanceof TimeType time && to instanceof TimeType target) {
            return TimeSql.convert(input, time, target);
        }
        if (from instanceof DataType.ListType list && to instanceof DataType.ListType target) {
            String name = "e" + depth(target);
            String element = of(list.element().type(), target.element().type(), mode, name);
            return "list_transform(" + input + ", lambda " + name + ": " + element + ")";
        }
        return TypeSql.of(from).equals(TypeSql.of(to)) ? input : cast(input);
    }

    /** The engine writes {@code -.5} where a type has no digits before the point. */
    private static String leadingZero(String digits) {
        return "regexp_replace(" + digits + ", '^(-?)\\.', '\\10.')";
    }

    private static int depth(DataType type) {
        return type instanceof DataType.ListType list ? 1 + depth(list.element().type()) : 0;
    }

    private String cast() {
        return mode == CastMode.TRY ? "TRY_CAST" : "CAST";
    }

    private String cast(String input) {
        return cast() + "(" + input + " AS " + TypeSql.of(to) + ")";
    }

    /** The cast of {@code v} if the condition holds or is null. */
    private String checked(String condition, String v, String complaint) {
        return cast("CASE WHEN " + condition + " THEN " + v + otherwise(v, complaint, TypeSql.of(from)) + " END");
    }

    private String otherwise(String v, String complaint, String type) {
        return mode == CastMode.TRY
                ? ""
                : " ELSE CAST('" + complaint + "' || CAST(" + v + " AS VARCHAR) AS " + type + ")";
    }

    /** By the shortest text that stands for the float, if that has no more digits than the decimal. */
    private String exactDecimal(String v) {
        String tried = "TRY_CAST(CAST(" + v + " AS VARCHAR) AS " + TypeSql.of(to) + ")";
        return "CASE WHEN CAST(" + tried + " AS " + TypeSql.of(from) + ") = " + v + " THEN " + tried
                + otherwise(v, "no " + TypeSql.of(to) + ": ", TypeSql.of(to)) + " END";
    }
}
