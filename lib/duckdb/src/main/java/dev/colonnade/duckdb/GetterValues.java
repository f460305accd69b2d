package dev.colonnade.duckdb;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Interval;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** The Java value that {@link DataType} documents, from the one that the driver's getter returns. */
final class GetterValues {
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.n][x]");
    private static final Pattern TIMESTAMP_NS = Pattern.compile("(.*? \\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d+))?(.*)");
    private static final Pattern INTERVAL_PART = Pattern.compile("(-?\\d+) (year|month|day)s?");
    private static final Pattern INTERVAL_TIME = Pattern.compile("(-?)(\\d+):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?");

    /** The first year of {@link Timestamp}'s calendar whose days are those of java.time. */
    private static final int FIRST_GREGORIAN_YEAR = 1583;

    private GetterValues() {}

    static @Nullable Object convert(@Nullable Object value, DataType type, String column) throws SQLException {
        if (value == null) {
            return null;
        }
        if (value instanceof Array array) {
            DataType element = ((DataType.ListType) type).element().type();
            List<@Nullable Object> list = new ArrayList<>();
            for (Object member : (Object[]) array.getArray()) {
                list.add(convert(member, element, column));
            }
            return list;
        }
        if (value instanceof DuckDBStruct struct) {
            return members(struct.getMap(), (DataType.StructType) type, column);
        }
        if (type instanceof DataType.MapType map) {
            Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                entries.put(
                        convert(entry.getKey(), map.key().type(), column),
                        convert(entry.getValue(), map.value().type(), column));
            }
            return entries;
        }
        return scalar(value, type, column);
    }

    private static Map<String, @Nullable Object> members(Map<?, ?> values, DataType.StructType type, String column)
            throws SQLException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (var field : type.fields()) {
            members.put(field.name(), convert(values.get(field.name()), field.type(), column));
        }
        return members;
    }

    private static Object scalar(Object value, DataType type, String column) throws SQLException {
        if (type instanceof DataType.StringType) {
            return value.toString();
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        if (value instanceof OffsetDateTime point) {
            return point.toInstant();
        }
        if (value instanceof Timestamp timestamp) {
            return local(timestamp, column);
        }
        if (type instanceof DataType.TimestampType) {
            return instant(value.toString());
        }
        if (type instanceof DataType.IntervalType) {
            return interval(value.toString());
        }
        return value;
    }

    private static Object local(Timestamp timestamp, String column) {
        if (timestamp.toLocalDateTime().getYear() < FIRST_GREGORIAN_YEAR) {
            throw new QueryException(
                    ErrorCode.NOT_SUPPORTED,
                    "Column '" + column + "' holds a nested timestamp before " + FIRST_GREGORIAN_YEAR
                            + ", which the driver's getters do not return exactly.");
        }
        return timestamp.toLocalDateTime();
    }

    /** Such as {@code 2020-01-01 10:00:01.123+00}. */
    private static Object instant(String text) {
        Matcher parts = TIMESTAMP_NS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("No timestamp with zone: " + text);
        }
        String fraction = parts.group(2) == null ? "" : parts.group(2);
        OffsetDateTime seconds = OffsetDateTime.parse(parts.group(1) + parts.group(3), WITH_OFFSET);
        return seconds.plusNanos(Long.parseLong((fraction + "000000000").substring(0, 9)))
                .toInstant();
    }

    /** Such as {@code 1 year 2 months -3 days 04:05:06.7}. */
    private static Object interval(String text) {
        int months = 0;
        int days = 0;
        Matcher parts = INTERVAL_PART.matcher(text);
        while (parts.find()) {
            int number = Integer.parseInt(parts.group(1));
            switch (parts.group(2)) {
                case "year" -> months += 12 * number;
                case "month" -> months += number;
                default -> days += number;
            }
        }
        Matcher time = INTERVAL_TIME.matcher(text);
        long micros = 0;
        if (time.find()) {
            String fraction = (Objects.toString(time.group(5), "") + "000000").substring(0, 6);
            micros = (Long.parseLong(time.group(2)) * 3600
                                    + Long.parseLong(time.group(3)) * 60
                                    + Long.parseLong(time.group(4)))
                            * 1_000_000
                    + Long.parseLong(fraction);
            micros = time.group(1).isEmpty() ? micros : -micros;
        }
        return new Interval(months, days, micros * 1_000);
    }
}
