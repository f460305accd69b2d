package dev.colonnade.duckdb.sql;

import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values that engines get wrong, per type, and a table that pairs them: column {@code a<i>} and {@code b<i>} are of
 * the i-th type, and some row has each pair of its values.
 */
final class EdgeValues {
    private static final int SIDE = 9;

    static final Map<DataType, List<@Nullable Object>> VALUES = new LinkedHashMap<>();

    static {
        put(DataType.BOOL, true, false);
        put(DataType.INT8, (byte) 0, (byte) 1, (byte) -7, Byte.MIN_VALUE, Byte.MAX_VALUE);
        put(DataType.INT16, (short) 0, (short) 3, (short) -300, Short.MIN_VALUE, Short.MAX_VALUE);
        put(DataType.INT32, 0, 1, -1, 2, 70_000, Integer.MIN_VALUE, Integer.MAX_VALUE);
        put(DataType.INT64, 0L, 1L, -1L, 3L, 9_007_199_254_740_993L, Long.MIN_VALUE, Long.MAX_VALUE);
        put(DataType.UINT8, (short) 0, (short) 2, (short) 255);
        put(DataType.UINT16, 0, 7, 65_535);
        put(DataType.UINT32, 0L, 5L, 4_294_967_295L);
        put(DataType.UINT64, BigInteger.ZERO, BigInteger.TEN, new BigInteger("18446744073709551615"));
        put(DataType.FLOAT32, 0f, -0f, 1.5f, -2.5f, 16_777_216f, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY);
        put(DataType.FLOAT64, 0.0, -0.0, 2.0, -2.5, 0.1, 1e300, Double.NaN, Double.POSITIVE_INFINITY);
        put(DataType.decimal(4, 2), decimal("0.00"), decimal("1.50"), decimal("-0.05"), decimal("99.99"));
        put(DataType.decimal(18, 6), decimal("0.000000"), decimal("123456789012.345678"), decimal("-2.000000"));
        put(
                DataType.decimal(38, 10),
                decimal("0.0000000000"),
                decimal("3.0000000000"),
                decimal("9999999999999999999999999999.9999999999"),
                decimal("-1234567890123456.7890123456"));
        put(DataType.STRING, "", "a", "A%", "\u00e9\uD83D\uDE00b", "'q\"\\", " sp ", "12", "-1.5");
        put(DataType.BINARY, bytes(""), bytes("a"), new byte[] {0, (byte) 0xff}, bytes("ab"));
        put(DataType.UUID, new UUID(0, 1), UUID.fromString("ffffffff-0000-4000-8000-000000000000"));
        put(
                DataType.DATE,
                LocalDate.EPOCH,
                LocalDate.of(2024, 2, 29),
                LocalDate.of(1969, 12, 31),
                LocalDate.of(1600, 1, 1),
                LocalDate.of(9999, 12, 31));
        put(DataType.time(Resolution.MILLIS), LocalTime.MIN, LocalTime.of(23, 59, 59, 999_000_000));
        put(DataType.time(Resolution.MICROS), LocalTime.MIN, LocalTime.of(12, 30, 1, 999_999_000));
        put(DataType.time(Resolution.NANOS), LocalTime.NOON, LocalTime.MAX);
        for (Resolution unit : Resolution.values()) {
            put(DataType.timestamp(unit), moments(unit).toArray());
            put(
                    DataType.timestampUtc(unit),
                    moments(unit).stream()
                            .map(m -> m.toInstant(java.time.ZoneOffset.UTC))
                            .toArray());
        }
        put(
                DataType.INTERVAL,
                new Interval(0, 0, 0),
                new Interval(1, 0, 0),
                new Interval(0, 29, 0),
                new Interval(13, 5, 1_000_000),
                new Interval(0, 0, 90_000_000_000_000L));
        put(DataType.list(Field.of("element", DataType.INT32)), List.of(), List.of(1, 2), Arrays.asList(1, null));
    }

    private EdgeValues() {}

    private static void put(DataType type, @Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<>(Arrays.asList(values));
        all.add(null);
        VALUES.put(type, all);
    }

    private static BigDecimal decimal(String digits) {
        return new BigDecimal(digits);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<LocalDateTime> moments(Resolution unit) {
        int tick = (int) (1_000_000_000L / unit.perSecond());
        return List.of(
                LocalDateTime.of(1970, 1, 1, 0, 0),
                LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1_000_000_000 - tick),
                LocalDateTime.of(2024, 2, 29, 12, 34, 56, tick),
                LocalDateTime.of(1700, 3, 1, 0, 0, 0, 999_000_000));
    }

    static List<DataType> types() {
        return List.copyOf(VALUES.keySet());
    }

    static String left(DataType type) {
        return "a" + types().indexOf(type);
    }

    static String right(DataType type) {
        return "b" + types().indexOf(type);
    }

    static Schema schema() {
        List<Field> fields = new ArrayList<>(List.of(Field.of("id", DataType.INT32)));
        types().forEach(type -> fields.add(Field.of(left(type), type)));
        types().forEach(type -> fields.add(Field.of(right(type), type)));
        return Schema.of(fields);
    }

    static List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int id = 0; id < SIDE * SIDE; id++) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(id);
            for (List<@Nullable Object> values : VALUES.values()) {
                row.add(values.get(id / SIDE % values.size()));
            }
            for (List<@Nullable Object> values : VALUES.values()) {
                row.add(values.get(id % SIDE % values.size()));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The table, of its exact types although the engine writes milliseconds and some others as wider types. */
    static LogicalPlan table(TestEngine engine, Path file) {
        FileSet files = TestEngine.open(engine.write(schema(), rows(), file));
        LogicalPlan scan = LogicalPlan.Scan.of(files);
        List<dev.colonnade.expr.Expr> columns = new ArrayList<>();
        for (Field field : schema().fields()) {
            columns.add(dev.colonnade.expr.Exprs.col(field.name())
                    .cast(field.type())
                    .as(field.name()));
        }
        return PlanBuilder.select(scan, columns);
    }
}
