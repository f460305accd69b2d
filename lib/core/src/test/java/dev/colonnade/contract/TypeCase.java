package dev.colonnade.contract;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.EnumType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A type as a Parquet file stores it: how the engine's SQL writes its values, what a footer says about them, and which
 * Java values come out.
 *
 * @param type what the schema says
 * @param sqlType what COPY writes
 * @param sql constants of that type
 * @param values their values as Java objects, in the same order
 * @param footer turns what COPY writes into what is meant
 */
public record TypeCase(
        DataType type,
        String sqlType,
        List<String> sql,
        List<@Nullable Object> values,
        Consumer<SchemaElement> footer) {
    private static final Consumer<SchemaElement> AS_WRITTEN = element -> {};

    /** Changes the footer of a file whose column of this case is called {@code x}. */
    public void changeFooter(FileMetaData footers) {
        footers.getSchema().stream().filter(e -> e.getName().equals("x")).forEach(footer);
        if (footer != AS_WRITTEN) {
            SchemaElement element = Footers.element(footers, "x");
            footers.getRow_groups().forEach(group -> group.getColumns().stream()
                    .filter(c -> c.getMeta_data().getPath_in_schema().contains("x"))
                    .forEach(c -> {
                        c.getMeta_data().unsetStatistics();
                        c.getMeta_data().setType(element.getType());
                    }));
        }
    }

    @Override
    public String toString() {
        return type + " from " + sqlType;
    }

    public static List<TypeCase> all() {
        List<TypeCase> cases = new ArrayList<>();
        cases.add(of(DataType.BOOL, "BOOLEAN", "true", true, "false", false));
        integers(cases);
        floats(cases);
        decimals(cases);
        bytes(cases);
        times(cases);
        timestamps(cases);
        cases.add(of(
                DataType.INTERVAL,
                "INTERVAL",
                "INTERVAL '14 months 3 days 5 milliseconds'",
                new Interval(14, 3, 5_000_000),
                "INTERVAL '0 days'",
                new Interval(0, 0, 0),
                "INTERVAL '49 hours'",
                new Interval(0, 0, 176_400_000_000_000L)));
        nested(cases);
        return cases;
    }

    private static void integers(List<TypeCase> cases) {
        cases.add(of(DataType.INT8, "TINYINT", "-128", (byte) -128, "127", (byte) 127, "0", (byte) 0));
        cases.add(of(DataType.INT16, "SMALLINT", "-32768", (short) -32768, "32767", (short) 32767));
        cases.add(of(DataType.INT32, "INTEGER", "-2147483648", Integer.MIN_VALUE, "2147483647", Integer.MAX_VALUE));
        cases.add(of(
                DataType.INT64,
                "BIGINT",
                "-9223372036854775808",
                Long.MIN_VALUE,
                "9223372036854775807",
                Long.MAX_VALUE,
                "0",
                0L));
        cases.add(of(DataType.UINT8, "UTINYINT", "255", (short) 255, "0", (short) 0));
        cases.add(of(DataType.UINT16, "USMALLINT", "65535", 65535, "0", 0));
        cases.add(of(DataType.UINT32, "UINTEGER", "4294967295", 4294967295L, "1", 1L));
        cases.add(of(
                DataType.UINT64,
                "UBIGINT",
                "18446744073709551615",
                new BigInteger("18446744073709551615"),
                "9223372036854775808",
                new BigInteger("9223372036854775808"),
                "7",
                BigInteger.valueOf(7)));
    }

    private static void floats(List<TypeCase> cases) {
        cases.add(of(
                DataType.FLOAT32,
                "FLOAT",
                "1.5",
                1.5f,
                "'nan'",
                Float.NaN,
                "'inf'",
                Float.POSITIVE_INFINITY,
                "'-inf'",
                Float.NEGATIVE_INFINITY,
                "3.4028235e38",
                Float.MAX_VALUE,
                "1e-45",
                Float.MIN_VALUE));
        cases.add(of(
                DataType.FLOAT64,
                "DOUBLE",
                "0.1",
                0.1,
                "'nan'",
                Double.NaN,
                "'-inf'",
                Double.NEGATIVE_INFINITY,
                "1.7976931348623157e308",
                Double.MAX_VALUE,
                "5e-324",
                Double.MIN_VALUE));
    }

    private static void decimals(List<TypeCase> cases) {
        cases.add(decimal(1, 0, "9", "-9"));
        cases.add(decimal(4, 2, "99.99", "-99.99"));
        cases.add(decimal(9, 0, "999999999", "-1"));
        cases.add(decimal(18, 9, "999999999.999999999", "-0.000000001"));
        cases.add(decimal(19, 0, "9999999999999999999", "-9999999999999999999"));
        cases.add(decimal(38, 0, "99999999999999999999999999999999999999", "-99999999999999999999999999999999999999"));
        cases.add(decimal(38, 38, "0.00000000000000000000000000000000000001", "-0.5"));
    }

    private static TypeCase decimal(int precision, int scale, String big, String small) {
        return of(
                DataType.decimal(precision, scale),
                "DECIMAL(" + precision + "," + scale + ")",
                "'" + big + "'",
                new BigDecimal(big).setScale(scale),
                "'" + small + "'",
                new BigDecimal(small).setScale(scale),
                "0",
                BigDecimal.ZERO.setScale(scale));
    }

    private static void bytes(List<TypeCase> cases) {
        cases.add(of(
                DataType.STRING,
                "VARCHAR",
                "'a'",
                "a",
                "''",
                "",
                "'é😀'",
                "é😀",
                "'a' || chr(0) || 'b'",
                "a\0b",
                "repeat('long ', 1000)",
                "long ".repeat(1000)));
        cases.add(
                of(DataType.STRING, "JSON", "'{\"a\": 1}'", "{\"a\": 1}", "'[1,null]'", "[1,null]", "'null'", "null"));
        cases.add(of(DataType.STRING, "ENUM('x', 'y')", "'x'", "x", "'y'", "y"));
        cases.add(of(DataType.STRING, "BLOB", "'enum'", "enum", "'other'", "other")
                .with(e -> e.setConverted_type(ConvertedType.ENUM).setLogicalType(LogicalType.ENUM(new EnumType()))));
        cases.add(of(
                DataType.BINARY,
                "BLOB",
                "'\\x00\\xFF'::BLOB",
                new byte[] {0, -1},
                "''::BLOB",
                new byte[0],
                "'\\x7F'::BLOB",
                new byte[] {127}));
        UUID low = new UUID(0, 1);
        UUID high = UUID.fromString("f0000000-0000-0000-0000-000000000001");
        cases.add(of(DataType.UUID, "UUID", "'" + low + "'", low, "'" + high + "'", high));
        cases.add(of(DataType.fixedBinary(16), "UUID", "'" + low + "'", bytesOf(low), "'" + high + "'", bytesOf(high))
                .with(TypeCase::unannotated));
    }

    private static byte[] bytesOf(UUID uuid) {
        return java.nio.ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static void unannotated(SchemaElement element) {
        element.unsetConverted_type();
        element.unsetLogicalType();
    }

    private static void times(List<TypeCase> cases) {
        cases.add(of(
                DataType.DATE,
                "DATE",
                "'2024-02-29'",
                LocalDate.of(2024, 2, 29),
                "'0001-01-01'",
                LocalDate.of(1, 1, 1),
                "'1582-10-10'",
                LocalDate.of(1582, 10, 10),
                "'9999-12-31'",
                LocalDate.of(9999, 12, 31),
                "'0044-03-15 (BC)'",
                LocalDate.of(-43, 3, 15)));
        LocalTime noon = LocalTime.of(12, 30, 15, 123_456_000);
        LocalTime last = LocalTime.of(23, 59, 59, 999_999_000);
        cases.add(of(
                DataType.time(Resolution.MICROS),
                "TIME",
                "'" + noon + "'",
                noon,
                "'" + last + "'",
                last,
                "'00:00:00'",
                LocalTime.MIDNIGHT));
        cases.add(of(
                DataType.time(Resolution.MICROS),
                "TIMETZ",
                "'12:30:15.123456+00'",
                noon,
                "'00:00:00+00'",
                LocalTime.MIDNIGHT));
        cases.add(of(
                DataType.time(Resolution.NANOS),
                "TIME_NS",
                "'12:30:15.123456789'",
                LocalTime.of(12, 30, 15, 123_456_789),
                "'23:59:59.999999999'",
                LocalTime.MAX));
        for (boolean utc : new boolean[] {false, true}) {
            cases.add(of(
                            DataType.time(Resolution.MILLIS),
                            "INTEGER",
                            "86399999",
                            LocalTime.of(23, 59, 59, 999_000_000),
                            "0",
                            LocalTime.MIDNIGHT)
                    .with(e -> e.setConverted_type(ConvertedType.TIME_MILLIS)
                            .setLogicalType(LogicalType.TIME(new TimeType(utc, TimeUnit.MILLIS(new MilliSeconds()))))));
        }
    }

    private static void timestamps(List<TypeCase> cases) {
        LocalDateTime leap = LocalDateTime.of(2016, 12, 31, 23, 59, 59, 999_999_000);
        LocalDateTime old = LocalDateTime.of(1, 1, 1, 0, 0);
        cases.add(of(
                DataType.timestamp(Resolution.MICROS),
                "TIMESTAMP",
                "'2016-12-31 23:59:59.999999'",
                leap,
                "'0001-01-01'",
                old,
                "'1969-12-31 23:59:59.999999'",
                LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000)));
        cases.add(of(
                DataType.timestamp(Resolution.NANOS),
                "TIMESTAMP_NS",
                "'2016-12-31 23:59:59.999999999'",
                leap.plusNanos(999),
                "'1677-09-22'",
                LocalDateTime.of(1677, 9, 22, 0, 0)));
        cases.add(of(
                DataType.timestampUtc(Resolution.MICROS),
                "TIMESTAMPTZ",
                "'2016-12-31 23:59:59.999999+00'",
                Instant.parse("2016-12-31T23:59:59.999999Z"),
                "'2024-06-01 12:00:00+02'",
                Instant.parse("2024-06-01T10:00:00Z")));
        cases.add(of(
                        DataType.timestampUtc(Resolution.NANOS),
                        "BIGINT",
                        "1",
                        Instant.ofEpochSecond(0, 1),
                        "-1",
                        Instant.ofEpochSecond(-1, 999_999_999))
                .with(e -> e.setLogicalType(LogicalType.TIMESTAMP(
                        new TimestampType(true, TimeUnit.NANOS(new org.apache.parquet.format.NanoSeconds()))))));
        for (boolean utc : new boolean[] {false, true}) {
            Instant after = Instant.ofEpochMilli(1_700_000_000_123L);
            Instant before = Instant.ofEpochMilli(-1);
            cases.add(of(
                            utc ? DataType.timestampUtc(Resolution.MILLIS) : DataType.timestamp(Resolution.MILLIS),
                            "BIGINT",
                            "1700000000123",
                            utc ? after : LocalDateTime.ofInstant(after, java.time.ZoneOffset.UTC),
                            "-1",
                            utc ? before : LocalDateTime.ofInstant(before, java.time.ZoneOffset.UTC))
                    .with(e -> e.setLogicalType(
                            LogicalType.TIMESTAMP(new TimestampType(utc, TimeUnit.MILLIS(new MilliSeconds()))))));
        }
    }

    private static void nested(List<TypeCase> cases) {
        Field integer = Field.of("element", DataType.INT32);
        cases.add(of(
                DataType.list(integer),
                "INTEGER[]",
                "[1, NULL, 3]",
                Arrays.asList(1, null, 3),
                "[]",
                List.of(),
                "[NULL]",
                Arrays.asList((Object) null)));
        cases.add(of(
                DataType.struct(List.of(Field.of("a", DataType.INT64), Field.of("b", DataType.STRING))),
                "STRUCT(a BIGINT, b VARCHAR)",
                "{'a': 1, 'b': 'x'}",
                struct("a", 1L, "b", "x"),
                "{'a': NULL, 'b': 'y'}",
                struct("a", null, "b", "y")));
        cases.add(of(
                DataType.map(Field.required("key", DataType.STRING), Field.of("value", DataType.FLOAT64)),
                "MAP(VARCHAR, DOUBLE)",
                "MAP{'k': 1.5}",
                Map.of("k", 1.5),
                "MAP{}",
                Map.of()));
        cases.add(of(
                DataType.list(Field.of(
                        "element",
                        DataType.struct(List.of(
                                Field.of("seen", DataType.timestamp(Resolution.MICROS)),
                                Field.of("tags", DataType.list(Field.of("element", DataType.STRING))))))),
                "STRUCT(seen TIMESTAMP, tags VARCHAR[])[]",
                "[{'seen': TIMESTAMP '2024-01-01', 'tags': ['p', NULL]}, NULL]",
                Arrays.asList(
                        struct("seen", LocalDateTime.of(2024, 1, 1, 0, 0), "tags", Arrays.asList("p", null)), null),
                "[]",
                List.of()));
        cases.add(of(
                DataType.list(Field.of("element", DataType.time(Resolution.NANOS))),
                "TIME_NS[]",
                "['00:00:00.000000001'::TIME_NS]",
                List.of(LocalTime.ofNanoOfDay(1)),
                "[]",
                List.of()));
    }

    private static Map<String, @Nullable Object> struct(
            String first, @Nullable Object a, String second, @Nullable Object b) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(first, a);
        fields.put(second, b);
        return fields;
    }

    private TypeCase with(Consumer<SchemaElement> footerChange) {
        return new TypeCase(type, sqlType, sql, values, footerChange);
    }

    private static TypeCase of(DataType type, String sqlType, Object... constantsAndValues) {
        List<String> sql = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < constantsAndValues.length; i += 2) {
            sql.add((String) constantsAndValues[i]);
            values.add(constantsAndValues[i + 1]);
        }
        return new TypeCase(type, sqlType, sql, values, AS_WRITTEN);
    }
}
