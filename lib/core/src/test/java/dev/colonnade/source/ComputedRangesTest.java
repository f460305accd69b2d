package dev.colonnade.source;

import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.greatest;
import static dev.colonnade.expr.Exprs.least;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.when;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.DateUnit;
import dev.colonnade.expr.Expr;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What predicates over computed values can and cannot rule out. */
class ComputedRangesTest {
    private static final LocalDate INFINITY = LocalDate.ofEpochDay(Integer.MAX_VALUE);

    private static final Schema SCHEMA = Schema.of(
            Field.of("i", DataType.INT32),
            Field.of("n", DataType.INT32),
            Field.of("top", DataType.INT32),
            Field.of("x", DataType.FLOAT64),
            Field.of("nan", DataType.FLOAT64),
            Field.of("d", DataType.decimal(6, 2)),
            Field.of("s", DataType.STRING),
            Field.of("day", DataType.DATE),
            Field.of("forever", DataType.DATE),
            Field.of("ts", DataType.timestamp(Resolution.MICROS)),
            Field.of("utc", DataType.timestampUtc(Resolution.MICROS)));

    private static final RowGroup GROUP = new RowGroup(
            100,
            1_000,
            Map.ofEntries(
                    Map.entry("i", stats(10, 20, 0, 0)),
                    Map.entry("n", stats(-5, 5, 7, 0)),
                    Map.entry("top", stats(10, Integer.MAX_VALUE, 0, 0)),
                    Map.entry("x", stats(1.25, 2.75, 0, 0)),
                    Map.entry("nan", stats(1.25, 2.75, 0, -1)),
                    Map.entry("d", stats(new BigDecimal("1.25"), new BigDecimal("9.75"), 0, 0)),
                    Map.entry("s", stats("bar", "bat", 0, 0)),
                    Map.entry("day", stats(LocalDate.of(2024, 2, 10), LocalDate.of(2024, 2, 12), 0, 0)),
                    Map.entry("forever", stats(LocalDate.of(2024, 2, 10), INFINITY, 0, 0)),
                    Map.entry(
                            "ts",
                            stats(LocalDateTime.of(2024, 2, 10, 9, 30), LocalDateTime.of(2024, 2, 10, 11, 0), 0, 0)),
                    Map.entry(
                            "utc",
                            stats(
                                    Instant.parse("2023-12-31T23:00:00.000123Z"),
                                    Instant.parse("2024-01-01T01:00:00Z"),
                                    0,
                                    0))));

    private static final DataFile FILE = new DataFile(Path.of("f"), 1_000, 0, 100, SCHEMA, List.of(GROUP), List.of());
    private static final FileSet SET = Fixtures.of("f", SCHEMA, List.of(), FILE);

    /** Infinity and NaN fit a float of 32 bits, and 1e300, which lies between them and zero, does not. */
    @Test
    void narrowerFloatsMayNotHoldWhatLiesWithinTheirRange() {
        some(col("nan").tryCast(DataType.FLOAT32).isNotNull());
    }

    @Test
    void sumsAndDifferences() {
        never(col("i").plus(1).gt(21));
        some(col("i").plus(1).gt(20));
        always(col("i").plus(1).ge(11));
        never(lit(5).minus(col("i")).gt(-5));
        always(lit(5).minus(col("i")).le(-5));
        never(col("i").plus(col("n")).gt(25));
        always(col("i").negate().le(-10));
        never(col("x").plus(1).lt(2.25));
        always(col("x").minus(1).le(1.75));
        some(col("nan").plus(1).gt(100.0));
        never(col("nan").plus(1).lt(2.0));
        some(lit(1.0).minus(col("nan")).gt(100.0));
        never(lit(1.0).minus(col("x")).gt(0.0));
        never(col("d").plus(1).gt(new BigDecimal("10.75")));
    }

    @Test
    void overflowIsNeverCertainAndBoundsWhatIsLeft() {
        never(col("top").plus(1).lt(11));
        some(col("top").plus(1).ge(11));
        some(col("top").plus(1).isNotNull());
        some(col("top").times(2).gt(0));
        always(col("i").plus(1).isNotNull());
    }

    @Test
    void productsAndQuotients() {
        never(col("i").times(3).gt(60));
        always(col("i").times(-3).le(-30));
        never(col("i").times(col("i")).lt(100));
        some(col("n").times(col("n")).lt(0));
        never(col("x").times(2).gt(5.5));
        never(col("nan").times(2).lt(2.5));
        some(col("nan").times(-2).gt(1.0));
        some(col("x").times(0.0).eq(5.0));
        always(col("i").intDiv(10).le(2));
        never(col("i").intDiv(10).lt(1));
        some(col("i").intDiv(0).gt(0));
        never(col("x").div(2).gt(1.5));
        never(col("n").abs().gt(5));
        never(col("i").abs().lt(10));
        never(col("x").sqrt().lt(1.0));
    }

    @Test
    void rounding() {
        never(col("x").floor().lt(1.0));
        always(col("x").ceil().le(3.0));
        never(col("d").round(0).gt(10));
        never(col("d").round(1).lt(new BigDecimal("1.2")));
        never(col("x").round(1).gt(3.0));
        some(col("x").round(1).gt(2.75));
    }

    @Test
    void datesAndTimes() {
        always(col("day").dt().year().eq(2024));
        never(col("day").dt().year().eq(2023));
        always(col("day").dt().month().eq(2));
        never(col("day").dt().day().gt(12));
        some(col("day").dt().dayOfWeek().eq(3)); // from Saturday to Monday
        always(col("ts").dt().hour().between(9, 11));
        never(col("ts").dt().hour().eq(12));
        never(col("ts").dt().minute().gt(59));
        never(col("utc").dt().month().eq(13));
        some(col("utc").dt().month().eq(6));
        always(col("utc").dt().year().between(2023, 2024));
        never(col("ts").dt().truncate(DateUnit.MONTH).gt(LocalDateTime.of(2024, 2, 1, 0, 0)));
        always(col("ts").cast(DataType.DATE).eq(LocalDate.of(2024, 2, 10)));
        never(col("day").cast(DataType.timestamp(Resolution.MICROS)).gt(LocalDateTime.of(2024, 2, 12, 0, 0)));
        never(col("ts").plus(Duration.ofHours(1)).lt(LocalDateTime.of(2024, 2, 10, 10, 30)));
        some(col("ts").plus(Period.ofMonths(1)).lt(LocalDateTime.of(2024, 2, 10, 10, 30)));
        never(col("day").plus(Period.ofMonths(1)).gt(LocalDateTime.of(2024, 3, 12, 0, 0)));
        never(col("day").minus(lit(LocalDate.of(2024, 2, 1))).gt(11));
    }

    @Test
    void daysBeyondTheCalendarHaveNoParts() {
        some(col("forever").dt().year().isNull());
        some(col("forever").dt().year().lt(2024));
        some(col("forever").dt().month().le(12));
        never(col("forever").dt().month().gt(12));
    }

    @Test
    void castsThatKeepOrder() {
        never(col("i").cast(DataType.INT8).gt(20));
        always(col("i").cast(DataType.INT8).le(20));
        never(col("top").tryCast(DataType.INT16).lt(10));
        some(col("top").tryCast(DataType.INT16).isNull());
        never(col("d").cast(DataType.decimal(9, 3)).gt(100));
        some(col("d").tryCast(DataType.decimal(5, 1)).gt(100));
        some(col("d").tryCast(DataType.INT32).gt(100));
        never(col("d").cast(DataType.FLOAT64).gt(9.75));
        never(col("i").cast(DataType.decimal(10, 2)).lt(10));
        always(col("utc").cast(DataType.timestampUtc(Resolution.MILLIS)).ge(Instant.parse("2023-12-31T23:00:00Z")));
        some(col("utc").cast(DataType.timestampUtc(Resolution.MILLIS)).eq(Instant.parse("2023-12-31T23:00:00Z")));
        never(col("utc").cast(DataType.timestamp(Resolution.MICROS)).lt(LocalDateTime.of(2023, 12, 31, 0, 0)));
        some(col("s").cast(DataType.INT32).isNotNull());
    }

    @Test
    void choices() {
        never(coalesce(col("n"), lit(9)).gt(9));
        some(coalesce(col("n"), lit(9)).eq(9));
        always(coalesce(col("n"), lit(9)).ge(-5));
        always(coalesce(col("n"), lit(9)).isNotNull());
        never(coalesce(col("i"), lit(99)).gt(20));
        never(least(col("i"), col("n")).gt(20));
        always(least(col("i"), col("n")).le(20));
        never(greatest(col("i"), col("n")).lt(10));
        some(greatest(col("i"), col("n")).gt(19));
        some(col("i").nullIf(15).isNull());
        never(col("i").nullIf(9).isNull());
        never(when(col("i").gt(15)).then(1).otherwise(2).gt(2));
        always(when(col("i").gt(5)).then(1).otherwise(2).eq(1));
        never(when(col("i").gt(50)).then(1).otherwise(2).eq(1));
        some(when(col("n").gt(-9)).then(1).otherwise(2).eq(2));
        never(col("s").str().substring(1, 2).ne("ba"));
        some(col("s").str().substring(2, 2).ne("ba"));
        some(col("s").str().upper().eq("X"));
    }

    private static void never(Expr condition) {
        assertOutcome(condition, false, false);
    }

    private static void some(Expr condition) {
        assertOutcome(condition, true, false);
    }

    private static void always(Expr condition) {
        assertOutcome(condition, true, true);
    }

    private static void assertOutcome(Expr condition, boolean mayMatch, boolean allMatch) {
        BoundExpr bound = Binder.of(SCHEMA).bindCondition(condition, "filter");
        assertEquals(mayMatch, new InclusiveEvaluator(SET, bound).mayMatch(FILE), () -> bound + " may match");
        assertEquals(allMatch, new StrictEvaluator(SET, bound).allMatch(FILE), () -> bound + " always matches");
    }

    private static ColumnStats stats(Object min, Object max, long nulls, long nans) {
        return new ColumnStats(min, max, false, false, nulls, nans, -1, 10, 10);
    }
}
