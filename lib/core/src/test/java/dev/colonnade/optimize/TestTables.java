package dev.colonnade.optimize;

import dev.colonnade.oracle.Interpreter;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.source.Fixtures;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two small tables, with nulls and odd numbers, that the optimizer's tests plan over; the second shares no column name with the first. */
public final class TestTables {
    /** {@code id} is the only column without nulls. */
    public static final Scan T = scan(
            "t",
            Field.required("id", DataType.INT64),
            Field.of("a", DataType.INT32),
            Field.of("b", DataType.INT64),
            Field.of("x", DataType.FLOAT64),
            Field.of("f", DataType.FLOAT32),
            Field.of("s", DataType.STRING),
            Field.of("flag", DataType.BOOL),
            Field.of("price", DataType.decimal(10, 2)),
            Field.of("day", DataType.DATE),
            Field.of("ts", DataType.timestamp(Resolution.MICROS)));

    public static final Scan U = scan(
            "u",
            Field.required("k", DataType.INT64),
            Field.of("v", DataType.INT32),
            Field.of("w", DataType.STRING),
            Field.of("y", DataType.FLOAT64));

    private static final List<List<@Nullable Object>> T_ROWS = List.of(
            row(1L, 1, 10L, 1.5, 0.5f, "a", true, "1.00", "2024-01-01", "2024-01-01T00:00"),
            row(2L, 5, 5L, -0.0, -0.0f, "b", false, "0.00", "2024-02-29", "2024-02-29T23:59:59.999999"),
            row(3L, 6, null, 0.0, 0.1f, "", null, "-1.01", "2023-12-31", "2024-03-01T00:00"),
            row(4L, null, 7L, Double.NaN, Float.NaN, null, true, "99999999.99", null, null),
            row(5L, 3, -5L, null, null, "abc", false, null, "2025-01-01", "2025-01-01T12:00"),
            row(
                    6L,
                    5,
                    5L,
                    Double.POSITIVE_INFINITY,
                    3.4028235E38f,
                    "b",
                    false,
                    "1.00",
                    "2024-02-29",
                    "1960-05-05T05:05"),
            row(7L, -7, 0L, 2.5, 2.5f, "Ä", null, "1.01", "1969-07-20", "2024-01-01T07:00:00.000001"));

    private static final List<List<@Nullable Object>> U_ROWS = List.of(
            Arrays.asList(1L, 5, "x", 1.0),
            Arrays.asList(5L, 6, "y", Double.NaN),
            Arrays.asList(5L, null, null, null),
            Arrays.asList(9L, 1, "b", -0.0),
            Arrays.asList(7L, 3, "a", 0.0));

    private TestTables() {}

    private static List<@Nullable Object> row(
            long id,
            @Nullable Integer a,
            @Nullable Long b,
            @Nullable Double x,
            @Nullable Float f,
            @Nullable String s,
            @Nullable Boolean flag,
            @Nullable String price,
            @Nullable String day,
            @Nullable String ts) {
        return Arrays.asList(
                id,
                a,
                b,
                x,
                f,
                s,
                flag,
                price == null ? null : new BigDecimal(price),
                day == null ? null : LocalDate.parse(day),
                ts == null ? null : LocalDateTime.parse(ts));
    }

    /** What a plan over {@link #T} and {@link #U} gives, as the interpreter has it. */
    public static List<List<@Nullable Object>> rows(LogicalPlan plan) {
        return new Interpreter(files -> files.equals(T.files()) ? T_ROWS : U_ROWS).rows(plan);
    }

    /** A scan of a table of that name and those columns. */
    public static Scan scan(String name, Field... fields) {
        return Scan.of(Fixtures.fileSet(name, Schema.of(fields)));
    }
}
