package dev.colonnade.oracle;

import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.concat;
import static dev.colonnade.expr.Exprs.greatest;
import static dev.colonnade.expr.Exprs.least;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.DateUnit;
import dev.colonnade.expr.Expr;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expressions over one row, against values worked out by hand. */
class EvaluatorTest {
    private static final DataType DECIMAL = DataType.decimal(5, 2);
    private static final Schema SCHEMA = Schema.of(
            Field.of("i8", DataType.INT8),
            Field.of("i64", DataType.INT64),
            Field.of("u8", DataType.UINT8),
            Field.of("u64", DataType.UINT64),
            Field.of("f32", DataType.FLOAT32),
            Field.of("x", DataType.FLOAT64),
            Field.of("nan", DataType.FLOAT64),
            Field.of("d", DECIMAL),
            Field.of("s", DataType.STRING),
            Field.of("yes", DataType.BOOL),
            Field.of("no", DataType.BOOL),
            Field.of("unknown", DataType.BOOL),
            Field.of("none", DataType.INT64),
            Field.of("day", DataType.DATE),
            Field.of("ts", DataType.timestamp(Resolution.MICROS)),
            Field.of("utc", DataType.timestampUtc(Resolution.NANOS)),
            Field.of("time", DataType.time(Resolution.MICROS)));
    private static final List<Object> ROW = Arrays.asList(
            (byte) -128,
            Long.MAX_VALUE,
            (short) 255,
            new BigInteger("18446744073709551615"),
            1.5f,
            -2.5,
            Double.NaN,
            new BigDecimal("-1.25"),
            " a\uD83D\uDE00_b% ",
            true,
            false,
            null,
            null,
            LocalDate.of(2024, 2, 29),
            LocalDateTime.of(1969, 12, 31, 23, 59, 58, 999_999_000),
            Instant.parse("2024-12-30T01:02:03.123456789Z"),
            LocalTime.of(12, 34, 56, 789_000_000));

    private static Object value(Expr expr) {
        BoundExpr bound = Binder.of(SCHEMA).bind(expr);
        return Evaluator.value(bound, SCHEMA, ROW);
    }

    private static void assertValue(Object expected, Expr expr) {
        assertEquals(expected, value(expr), expr::toString);
    }

    private static void assertFails(Expr expr) {
        assertEquals(Evaluator.NONE, value(expr), expr::toString);
    }

    @Test
    void integersAreExactOrFail() {
        assertValue((byte) -127, col("i8").plus(lit((byte) 1)));
        assertFails(col("i8").minus(lit((byte) 1)));
        assertFails(col("i8").negate());
        assertFails(col("i8").abs());
        assertFails(col("i64").plus(1));
        assertFails(col("u8").times(lit((byte) -1)).cast(DataType.UINT8));
        assertValue((short) -255, col("u8").times(lit((byte) -1)));
        assertValue(-4611686018427387903L, col("i64").intDiv(-2));
        assertValue((short) -8, col("i8").cast(DataType.INT16).mod(lit((short) 10)));
        assertFails(col("i64").intDiv(0));
        assertFails(col("i64").mod(0));
        assertValue(null, col("none").intDiv(0));
    }

    @Test
    void floatsFollowIeee() {
        assertValue(Double.NEGATIVE_INFINITY, col("x").div(0));
        assertValue(Double.NaN, lit(0.0).div(0));
        assertValue(3.0f, col("f32").times(lit(2f)));
        assertValue(-3.0, col("x").round(0));
        assertValue(-3.0, col("x").floor());
        assertValue(-2.0, col("x").ceil());
        assertValue(6.25, col("x").pow(2));
        assertValue(1.0, lit(1.0).pow(col("nan")));
        assertValue(Double.NaN, col("x").sqrt());
        assertValue(true, col("nan").isNan());
        assertValue(false, col("x").isNan());
    }

    @Test
    void decimalsAreExact() {
        assertValue(new BigDecimal("-2.50"), col("d").plus(col("d")));
        assertValue(new BigDecimal("1.5625"), col("d").times(col("d")));
        assertValue(new BigDecimal("-1.3"), col("d").round(1));
        assertValue(new BigDecimal("-2"), col("d").floor());
        assertValue(new BigDecimal("-1"), col("d").ceil());
        assertValue(new BigDecimal("1.25"), col("d").abs());
    }

    @Test
    void nanIsGreatestAndEqualToItself() {
        assertValue(true, col("nan").eq(col("nan")));
        assertValue(true, col("nan").gt(lit(Double.POSITIVE_INFINITY)));
        assertValue(true, lit(-0.0).eq(0.0));
        assertValue(Double.NaN, greatest(col("x"), col("nan")));
        assertValue(-2.5, least(col("x"), col("nan"), null));
        assertValue(true, col("nan").isIn(1.0, Double.NaN));
    }

    @Test
    void logicHasThreeValues() {
        assertValue(false, col("unknown").and(col("no")));
        assertValue(null, col("unknown").and(col("yes")));
        assertValue(true, col("unknown").or(col("yes")));
        assertValue(null, col("unknown").or(col("no")));
        assertValue(null, col("unknown").not());
        assertValue(null, col("none").eq(1));
        assertValue(false, col("none").eqNullSafe(1));
        assertValue(true, col("none").eqNullSafe(null));
        assertValue(null, lit(1).isIn(2, null));
        assertValue(true, lit(1).isIn(1, null));
        assertValue(null, col("none").isIn(1));
    }

    @Test
    void failuresSpreadUnlessSomethingElseDecides() {
        Expr failing = col("i64").intDiv(0).eq(1);
        assertValue(false, failing.and(col("no")));
        assertValue(true, col("yes").or(failing));
        assertFails(failing.and(col("yes")));
        assertFails(failing.or(col("unknown")));
        assertFails(failing.not());
        assertFails(when(failing).then(1).otherwise(2));
        assertFails(col("i64").intDiv(0).tryCast(DataType.INT8));
        assertThrows(OracleError.class, () -> value(failing.isNull()));
    }

    @Test
    void choicesLookAtWhatTheyNeed() {
        assertValue(1L, when(col("unknown")).then(2L).when(col("yes")).then(1L).otherwise(0L));
        assertValue(null, when(col("no")).then(1L).otherwiseNull());
        assertValue(7L, coalesce(col("none"), 7L, col("i64").intDiv(0)));
        assertValue(null, col("i64").nullIf(Long.MAX_VALUE));
        assertValue(Long.MAX_VALUE, col("i64").nullIf(col("none")));
    }

    @Test
    void stringsCountCodePoints() {
        assertValue(7L, col("s").str().length());
        assertValue("\uD83D\uDE00_", col("s").str().substring(3, 2));
        assertValue("a\uD83D\uDE00_b%", col("s").str().trim());
        assertValue("a\uD83D\uDE00_b% ", col("s").str().trimStart());
        assertValue(" a\uD83D\uDE00_b%", col("s").str().trimEnd());
        assertValue(" A\uD83D\uDE00_B% ", col("s").str().upper());
        assertValue(true, col("s").like(" a__b_ "));
        assertValue(false, col("s").like(" a_b_ "));
        assertValue(true, col("s").like("%_%\uD83D\uDE00%"));
        assertValue(true, col("s").str().contains(""));
        assertValue(true, col("s").str().startsWith(" a"));
        assertValue(true, col("s").str().endsWith("% "));
        assertValue("--b--", lit("aabaa").str().replace("a", "-").str().replace("-", "-"));
        assertValue("abc", lit("abc").str().replace("", "-"));
        assertValue("ab", concat("a", "b"));
        assertValue(null, concat("a", null));
        assertValue(true, lit("\uD83D\uDE00").gt("\uFFFD"));
    }

    @Test
    void timesAreReadInUtc() {
        assertValue(2024L, col("utc").dt().year());
        assertValue(1L, col("utc").dt().dayOfWeek());
        assertValue(365L, col("utc").dt().dayOfYear());
        assertValue(4L, col("utc").dt().quarter());
        assertValue(58L, col("ts").dt().second());
        assertValue(34L, col("time").dt().minute());
        assertValue(LocalDate.of(2024, 2, 26), col("day").dt().truncate(DateUnit.WEEK));
        assertValue(LocalDate.of(2024, 1, 1), col("day").dt().truncate(DateUnit.QUARTER));
        assertValue(LocalDateTime.of(1969, 12, 31, 23, 59, 58), col("ts").dt().truncate(DateUnit.SECOND));
        assertValue(59L, col("day").minus(lit(LocalDate.of(2024, 1, 1))));
        assertValue(LocalDateTime.of(2025, 2, 28, 0, 0), col("day").plus(Period.ofYears(1)));
    }

    @Test
    void castsLoseNothing() {
        assertValue(-128L, col("i8").cast(DataType.INT64));
        assertFails(col("u64").cast(DataType.INT64));
        assertValue(null, col("u64").tryCast(DataType.INT64));
        assertFails(col("x").cast(DataType.INT32));
        assertValue(2, lit(2.0).cast(DataType.INT32));
        assertFails(col("nan").cast(DataType.INT32));
        assertFails(col("d").cast(DataType.decimal(5, 1)));
        assertValue(new BigDecimal("-1.250"), col("d").cast(DataType.decimal(6, 3)));
        assertFails(col("d").cast(DataType.INT32));
        assertFails(lit(1e300).cast(DataType.FLOAT32));
        assertValue(0.1f, lit(0.1).cast(DataType.FLOAT32));
        assertValue(new BigDecimal("0.10"), lit(0.1).cast(DECIMAL));
        assertValue(9.223372036854775807E18, col("i64").cast(DataType.FLOAT64));
        assertValue(1, col("yes").cast(DataType.INT32));
        assertValue("true", col("yes").cast(DataType.STRING));
        assertValue("-1.25", col("d").cast(DataType.STRING));
        assertValue(12, lit("12").cast(DataType.INT32));
        assertFails(lit("twelve").cast(DataType.INT32));
        assertValue(null, lit("300").tryCast(DataType.INT8));
        assertFails(lit("1.5").cast(DataType.INT32));
        assertValue(1000.0, lit(" 1e3 ").cast(DataType.FLOAT64));
        assertFails(lit("1e3").cast(DECIMAL));
        assertValue(new BigDecimal("0.50"), lit(".500").cast(DECIMAL));
        assertFails(lit("1e999").cast(DataType.FLOAT64));
        assertValue(Float.NaN, lit("nan").cast(DataType.FLOAT32));
        assertValue(true, lit("TRUE ").cast(DataType.BOOL));
        assertFails(lit("1").cast(DataType.BOOL));
        assertFails(lit("2024-02-30").cast(DataType.DATE));
        assertValue(
                Instant.parse("1969-12-31T22:59:59Z"),
                lit("1969-12-31T23:59:59+01").cast(DataType.timestampUtc(Resolution.MICROS)));
        assertFails(lit("1969-12-31T23:59:59+01").cast(DataType.timestamp(Resolution.MICROS)));
        assertValue(LocalTime.of(23, 59), lit("23:59").cast(DataType.time(Resolution.MICROS)));
        assertValue("1969-12-31 23:59:58.999999", col("ts").cast(DataType.STRING));
        assertValue(LocalDate.of(1969, 12, 31), col("ts").cast(DataType.DATE));
        assertValue(
                LocalDateTime.of(1969, 12, 31, 23, 59, 58, 999_000_000),
                col("ts").cast(DataType.timestamp(Resolution.MILLIS)));
        assertFails(lit(LocalDate.of(9999, 12, 31)).cast(DataType.timestamp(Resolution.NANOS)));
    }
}
