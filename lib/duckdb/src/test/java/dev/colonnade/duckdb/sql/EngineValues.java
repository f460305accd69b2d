package dev.colonnade.duckdb.sql;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Interval;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of a JDBC result as the Java values that {@link DataType} documents, by way of the engine's own texts. */
final class EngineValues {
    private static final Pattern INTERVAL = Pattern.compile("(-?\\d+) (-?\\d+) (-?\\d+)");

    private EngineValues() {}

    /**
     * The SELECT item whose text {@link #value} reads: the engine's text of the value, hexadecimal for binaries, three
     * numbers for intervals.
     */
    static String readable(String column, DataType type) {
        if (type instanceof DataType.BinaryType || type instanceof DataType.FixedBinaryType) {
            return "hex(" + column + ")";
        }
        if (type instanceof DataType.IntervalType) {
            return "(datepart('year', " + column + ") * 12 + datepart('month', " + column
                    + ")) || ' ' || datepart('day', "
                    + column + ") || ' ' || epoch_us(" + column + " - to_months(datepart('year', " + column
                    + ")::INTEGER * 12 + datepart('month', " + column + ")::INTEGER) - to_days(datepart('day', "
                    + column
                    + ")::INTEGER))";
        }
        if (type instanceof DataType.ListType list) {
            return "to_json(list_transform(" + column + ", lambda x: "
                    + readable("x", list.element().type()) + "::VARCHAR))";
        }
        return type instanceof DataType.TimestampType ? column + "::VARCHAR" : column;
    }

    static List<List<@Nullable Object>> rows(ResultSet result, List<Field> fields) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                row.add(value(result.getString(i + 1), fields.get(i).type()));
            }
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable Object value(@Nullable String text, DataType type) {
        if (text == null || type instanceof DataType.NullType) {
            return null;
        }
        if (type instanceof DataType.IntType integer) {
            return integer(new BigInteger(text), integer);
        }
        if (type instanceof DataType.FloatType real) {
            String java = text.replace("nan", "NaN").replace("inf", "Infinity");
            return real.bits() == 64 ? (Object) Double.valueOf(java) : (Object) Float.valueOf(java);
        }
        if (type instanceof DataType.DecimalType) {
            return new BigDecimal(text);
        }
        if (type instanceof DataType.BinaryType || type instanceof DataType.FixedBinaryType) {
            return HexFormat.of().parseHex(text);
        }
        if (type instanceof DataType.BoolType) {
            return Boolean.valueOf(text);
        }
        if (type instanceof DataType.UuidType) {
            return UUID.fromString(text);
        }
        if (type instanceof DataType.ListType list) {
            return list(text, list.element().type());
        }
        return type instanceof DataType.StringType ? text : time(text, type);
    }

    private static Object time(String text, DataType type) {
        if (type instanceof DataType.DateType) {
            return LocalDate.parse(signed(text));
        }
        if (type instanceof DataType.TimeType) {
            return LocalTime.parse(text);
        }
        if (type instanceof DataType.TimestampType timestamp) {
            String iso = signed(text.replace(' ', 'T'));
            return timestamp.utc() ? Instant.parse(iso.replace("+00", "Z")) : LocalDateTime.parse(iso);
        }
        if (type instanceof DataType.StructType || type instanceof DataType.MapType) {
            return text;
        }
        Matcher interval = INTERVAL.matcher(text);
        if (type instanceof DataType.IntervalType && interval.matches()) {
            return new Interval(
                    Integer.parseInt(interval.group(1)),
                    Integer.parseInt(interval.group(2)),
                    Long.parseLong(interval.group(3)) * 1_000);
        }
        return text;
    }

    /** ISO has a sign before a year of more than four digits. */
    private static String signed(String text) {
        return !text.startsWith("+") && text.indexOf('-') > 4 ? "+" + text : text;
    }

    private static List<@Nullable Object> list(String json, DataType element) {
        List<@Nullable Object> values = new ArrayList<>();
        String inner = json.substring(1, json.length() - 1);
        for (String text : inner.isEmpty() ? new String[0] : inner.split(",", -1)) {
            values.add(value(text.equals("null") ? null : text.replace("\"", ""), element));
        }
        return values;
    }

    private static Object integer(BigInteger value, DataType.IntType type) {
        return switch (type.signed() ? type.bits() : type.bits() * 2) {
            case 8 -> value.byteValueExact();
            case 16 -> value.shortValueExact();
            case 32 -> value.intValueExact();
            case 64 -> value.longValueExact();
            default -> value;
        };
    }
}
