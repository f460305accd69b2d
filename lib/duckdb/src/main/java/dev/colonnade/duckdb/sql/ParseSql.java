package dev.colonnade.duckdb.sql;

import dev.colonnade.expr.CastMode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Resolution;

/**
 * Conversions of strings. The engine reads much more than what is meant here, and rounds; so the text must match the
 * type's grammar before the engine gets to read it.
 */
final class ParseSql implements DataTypeVisitor<String> {
    private static final String SPACE = "[ \\t\\r\\n]*";
    private static final String REAL = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?";
    private static final String DAY = "[0-9]{4,6}-[0-9]{2}-[0-9]{2}( \\(BC\\))?";
    private static final String CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?";
    private static final String OFFSET = "(Z|[+-][0-9]{2}(:?[0-9]{2})?)?";

    private final CastMode mode;
    private final String input;

    private ParseSql(CastMode mode, String input) {
        this.mode = mode;
        this.input = input;
    }

    /** @param input a text of type VARCHAR */
    static String of(DataType to, CastMode mode, String input) {
        return to.accept(new ParseSql(mode, input));
    }

    /** The engine's reading of the texts that match, which still may be out of range. */
    private String matching(String pattern, String type) {
        return ExprSql.let(input, v -> {
            String matches = "regexp_full_match(" + v + ", " + Quoting.string(pattern) + ")";
            return mode == CastMode.TRY
                    ? "TRY_CAST(CASE WHEN " + matches + " THEN " + v + " END AS " + type + ")"
                    : "CAST(CASE WHEN " + matches + " THEN " + v + " ELSE 'not ' || " + v + " END AS " + type + ")";
        });
    }

    private String matching(String pattern, DataType type) {
        return matching(pattern, TypeSql.of(type));
    }

    @Override
    public String visitBool(DataType.BoolType type) {
        return ExprSql.let(
                "lower(trim(" + input + ", e' \\t\\r\\n'))",
                v -> "CASE " + v + " WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE"
                        + (mode == CastMode.TRY ? "" : " ELSE CAST('not ' || " + v + " AS BOOLEAN)")
                        + " END");
    }

    @Override
    public String visitInt(DataType.IntType type) {
        return matching(SPACE + "[+-]?[0-9]+" + SPACE, type);
    }

    /** The engine reads digits beyond the range as infinity, which no digits mean. */
    @Override
    public String visitFloat(DataType.FloatType type) {
        String words = "[nN][aA][nN]|[+-]?[iI][nN][fF]([iI][nN][iI][tT][yY])?";
        return ExprSql.let(input, v -> {
            String read = new ParseSql(mode, v).matching(SPACE + "(" + REAL + "|" + words + ")" + SPACE, type);
            String fits = "isfinite(" + read + ") OR NOT regexp_matches(" + v + ", '[0-9]')";
            return mode == CastMode.TRY
                    ? "CASE WHEN " + fits + " THEN " + read + " END"
                    : "CASE WHEN " + fits + " THEN " + read + " ELSE CAST('too large: ' || " + v + " AS "
                            + TypeSql.of(type) + ") END";
        });
    }

    /** The engine rounds; here digits behind the last place must be zeros. */
    @Override
    public String visitDecimal(DataType.DecimalType type) {
        int scale = type.scale();
        String fraction = scale == 0 ? "\\.0*" : "\\.[0-9]{0," + scale + "}0*";
        String alone = scale == 0 ? "\\.0+" : "\\.[0-9]{1," + scale + "}0*";
        return matching(SPACE + "[+-]?([0-9]+(" + fraction + ")?|" + alone + ")" + SPACE, type);
    }

    @Override
    public String visitDate(DataType.DateType type) {
        return matching(DAY, type);
    }

    @Override
    public String visitTime(DataType.TimeType type) {
        return TimeSql.convert(matching(CLOCK, "TIME_NS"), DataType.time(Resolution.NANOS), type);
    }

    @Override
    public String visitTimestamp(DataType.TimestampType type) {
        String pattern = DAY + "([ T]" + CLOCK + (type.utc() ? OFFSET : "") + ")?";
        if (type.unit() == Resolution.NANOS) {
            return matching(pattern, type);
        }
        DataType.TimestampType micros = new DataType.TimestampType(Resolution.MICROS, type.utc());
        return TimeSql.convert(matching(pattern, micros), micros, type, "CAST");
    }

    @Override
    public String visitUuid(DataType.UuidType type) {
        return matching("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", type);
    }

    @Override
    public String visitNull(DataType.NullType type) {
        throw none(type);
    }

    @Override
    public String visitString(DataType.StringType type) {
        return input;
    }

    @Override
    public String visitBinary(DataType.BinaryType type) {
        throw none(type);
    }

    @Override
    public String visitFixedBinary(DataType.FixedBinaryType type) {
        throw none(type);
    }

    @Override
    public String visitInterval(DataType.IntervalType type) {
        throw none(type);
    }

    @Override
    public String visitList(DataType.ListType type) {
        throw none(type);
    }

    @Override
    public String visitStruct(DataType.StructType type) {
        throw none(type);
    }

    @Override
    public String visitMap(DataType.MapType type) {
        throw none(type);
    }

    private static IllegalArgumentException none(DataType type) {
        return new IllegalArgumentException("No text is a " + type + ".");
    }
}
