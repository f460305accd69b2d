package dev.colonnade.oracle;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The few values of each type that data and literals are made of, so that keys meet: extremes, special values and plain
 * ones. Columns whose names start with {@link #TAME} hold small numbers only, for arithmetic that rarely overflows and
 * float sums that are exact in any order.
 */
public final class Pools {
    static final String TAME = "t_";

    private static final int NULLS_PERCENT = 30;
    private static final List<BigDecimal> TAME_DECIMALS = List.of(
            new BigDecimal("-2.50"),
            new BigDecimal("-0.25"),
            new BigDecimal("0.00"),
            new BigDecimal("0.01"),
            new BigDecimal("1.00"),
            new BigDecimal("3.75"));
    private static final List<Double> TAME_FLOATS = List.of(-2.5, -0.25, 0.0, 0.5, 1.0, 2.25, 3.0);
    private static final List<Double> FLOATS = List.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            0.0,
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            1.0,
            2.0,
            2.5,
            -3.0,
            0.1,
            1e-300);
    private static final List<Float> SINGLES = List.of(
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            0f,
            -0f,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            1f,
            2f,
            2.5f,
            -3f,
            0.1f);
    static final List<String> STRINGS = List.of(
            "",
            "a",
            "A",
            "ab",
            "abc",
            "%",
            "_",
            "a%b",
            "a_b",
            "\u00e9",
            "\u00c9",
            "\u03a3\u03c3",
            "\uD83D\uDE00",
            "a\uD83D\uDE00b",
            "\uFFFD",
            " pad ",
            "\t",
            "it's",
            "\"q\"",
            "back\\slash",
            "null",
            "12",
            "-7",
            "3.5",
            "2024-02-29",
            "2024-02-30",
            "2024-12-30 12:34:56.789",
            "1969-12-31T23:59:59+01",
            "23:59",
            "1e3",
            " 12 ",
            ".5",
            "NaN",
            "true");
    private static final List<LocalDate> DATES = List.of(
            LocalDate.of(1, 1, 1),
            LocalDate.of(1582, 10, 14),
            LocalDate.of(1969, 12, 31),
            LocalDate.of(1970, 1, 1),
            LocalDate.of(2024, 2, 29),
            LocalDate.of(2024, 12, 30),
            LocalDate.of(2025, 1, 1),
            LocalDate.of(9999, 12, 31));
    private static final List<LocalTime> TIMES =
            List.of(LocalTime.MIDNIGHT, LocalTime.of(12, 34, 56), LocalTime.of(23, 59, 59, 999_000_000));
    private static final List<LocalTime> NANO_TIMES =
            List.of(LocalTime.MIDNIGHT, LocalTime.of(12, 34, 56), LocalTime.MAX, LocalTime.of(1, 2, 3, 456_789_001));
    private static final List<LocalDateTime> NANO_TIMESTAMPS = List.of(
            LocalDateTime.of(1677, 9, 22, 0, 0),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_999),
            LocalDateTime.of(1970, 1, 1, 0, 0),
            LocalDateTime.of(2024, 2, 29, 12, 34, 56, 789_000_000),
            LocalDateTime.of(2024, 12, 30, 0, 0, 0, 1),
            LocalDateTime.of(2262, 4, 11, 23, 47, 16, 854_775_807));
    private static final List<LocalDateTime> TIMESTAMPS = List.of(
            LocalDateTime.of(1700, 1, 1, 0, 0),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_000_000),
            LocalDateTime.of(1970, 1, 1, 0, 0),
            LocalDateTime.of(2024, 2, 29, 12, 34, 56, 789_000_000),
            LocalDateTime.of(2024, 12, 30, 0, 0),
            LocalDateTime.of(2261, 12, 31, 23, 59, 59));
    private static final List<UUID> UUIDS =
            List.of(new UUID(0, 0), new UUID(-1, -1), new UUID(0x123456789abcdef0L, 7), new UUID(Long.MIN_VALUE, 1));

    private Pools() {}

    /** The non-null values of that type. */
    public static List<?> values(DataType type) {
        return of("", type);
    }

    /** The non-null values that a column of that name and type holds. */
    static List<?> of(String column, DataType type) {
        boolean tame = column.startsWith(TAME);
        if (type instanceof DataType.IntType integer) {
            return tame ? ints(integer, -3, -2, -1, 0, 1, 2, 3, 5) : extremeInts(integer);
        }
        if (type instanceof DataType.FloatType real) {
            if (real.bits() == 64) {
                return tame ? TAME_FLOATS : FLOATS;
            }
            return tame ? TAME_FLOATS.stream().map(Double::floatValue).toList() : SINGLES;
        }
        if (type instanceof DataType.DecimalType decimal) {
            return tame ? TAME_DECIMALS : decimals(decimal);
        }
        if (type instanceof DataType.TimestampType timestamp) {
            return timestamp.utc()
                    ? TIMESTAMPS.stream().map(t -> t.toInstant(ZoneOffset.UTC)).toList()
                    : TIMESTAMPS;
        }
        return plain(type);
    }

    private static List<?> plain(DataType type) {
        return switch (Kind.of(type)) {
            case BOOL -> List.of(true, false);
            case STRING -> STRINGS;
            case BINARY ->
                List.of(new byte[0], new byte[] {0}, new byte[] {-1, 0, 1}, "abc".getBytes(StandardCharsets.UTF_8));
            case UUID -> UUIDS;
            case DATE -> DATES;
            case TIME -> type.equals(DataType.time(Resolution.NANOS)) ? NANO_TIMES : TIMES;
            case NESTED -> nested(type);
            default -> throw new IllegalArgumentException("No values of " + type);
        };
    }

    private static List<?> ints(DataType.IntType type, long... values) {
        List<Object> typed = new ArrayList<>();
        for (long value : values) {
            if (type.signed() || value >= 0) {
                typed.add(Numbers.integer(BigInteger.valueOf(value), type));
            }
        }
        return typed;
    }

    private static List<?> extremeInts(DataType.IntType type) {
        List<Object> values = new ArrayList<>(ints(type, -1, 0, 1, 2, 7));
        BigInteger span = BigInteger.ONE.shiftLeft(type.signed() ? type.bits() - 1 : type.bits());
        values.add(Numbers.integer(span.subtract(BigInteger.ONE), type));
        if (type.signed()) {
            values.add(Numbers.integer(span.negate(), type));
        }
        return values;
    }

    private static List<?> decimals(DataType.DecimalType type) {
        BigDecimal ulp = BigDecimal.ONE.movePointLeft(type.scale());
        BigDecimal most = BigDecimal.TEN.pow(type.precision() - type.scale()).subtract(ulp);
        return List.of(
                most,
                most.negate(),
                ulp,
                ulp.negate(),
                BigDecimal.ZERO.setScale(type.scale()),
                BigDecimal.ONE.setScale(type.scale()),
                new BigDecimal("2").setScale(type.scale()));
    }

    private static List<?> nested(DataType type) {
        if (type instanceof DataType.ListType list) {
            List<?> elements = of("", list.element().type());
            List<@Nullable Object> mixed = new ArrayList<>(elements.subList(0, 2));
            mixed.add(null);
            return List.of(List.of(), mixed, List.of(elements.get(1)));
        }
        DataType.StructType struct = (DataType.StructType) type;
        Map<String, @Nullable Object> full = new LinkedHashMap<>();
        Map<String, @Nullable Object> hollow = new LinkedHashMap<>();
        for (Field field : struct.fields()) {
            full.put(field.name(), of("", field.type()).get(0));
            hollow.put(field.name(), null);
        }
        return List.of(full, hollow);
    }

    /** Null in about one case of three. */
    static @Nullable Object pick(Random random, String column, DataType type) {
        if (random.nextInt(100) < NULLS_PERCENT) {
            return null;
        }
        List<?> values = of(column, type);
        return values.get(random.nextInt(values.size()));
    }

    /** Rows of such values. */
    public static List<List<@Nullable Object>> rows(Random random, List<Field> fields, int count) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            fields.forEach(field -> row.add(pick(random, field.name(), field.type())));
            rows.add(row);
        }
        return rows;
    }
}
