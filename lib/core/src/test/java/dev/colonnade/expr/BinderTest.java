package dev.colonnade.expr;

import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.concat;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.countDistinct;
import static dev.colonnade.expr.Exprs.dateTrunc;
import static dev.colonnade.expr.Exprs.first;
import static dev.colonnade.expr.Exprs.greatest;
import static dev.colonnade.expr.Exprs.leftCol;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.quantile;
import static dev.colonnade.expr.Exprs.rightCol;
import static dev.colonnade.expr.Exprs.sum;
import static dev.colonnade.expr.Exprs.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which types expressions get, which conversions are put in, and what is refused in which words. */
class BinderTest {
    private static final Schema SCHEMA = Schema.of(
            Field.required("id", DataType.INT64),
            Field.of("i8", DataType.INT8),
            Field.of("i32", DataType.INT32),
            Field.of("i64", DataType.INT64),
            Field.of("u8", DataType.UINT8),
            Field.of("u64", DataType.UINT64),
            Field.of("f16", DataType.FLOAT16),
            Field.of("f32", DataType.FLOAT32),
            Field.of("f64", DataType.FLOAT64),
            Field.of("dec", DataType.decimal(10, 2)),
            Field.of("s", DataType.STRING),
            Field.of("flag", DataType.BOOL),
            Field.of("day", DataType.DATE),
            Field.of("time", DataType.time(Resolution.MILLIS)),
            Field.of("ms", DataType.timestamp(Resolution.MILLIS)),
            Field.of("ts", DataType.timestamp(Resolution.MICROS)),
            Field.of("utc", DataType.timestampUtc(Resolution.MICROS)),
            Field.of("bin", DataType.BINARY),
            Field.of("uuid", DataType.UUID));
    private static final Binder BINDER = Binder.of(SCHEMA);
    private static final Expr NULL = lit(null);

    private static void binds(Expr expr, String text) {
        BoundExpr bound = BINDER.bind(expr);
        assertEquals(text, bound + ": " + bound.type());
    }

    private static void refused(ErrorCode code, String message, Expr expr) {
        PlanException e = assertThrows(PlanException.class, () -> BINDER.bind(expr));
        assertEquals(message, e.getMessage());
        assertEquals(code, e.code());
    }

    @Test
    void columnsAreFoundByExactName() {
        binds(col("id"), "id: int64");
        assertEquals(
                BoundExpr.Column.of(SCHEMA.field("id")), BINDER.bind(col("id").as("other")));
        assertEquals("other", BINDER.bindNamed(col("id").as("other")).name());
        assertEquals("(id + 1)", BINDER.bindNamed(col("id").plus(1)).name());
        refused(
                ErrorCode.NO_SUCH_COLUMN,
                "No column 'falg' in (id, i8, i32, i64, u8, u64, f16, f32, f64, dec, s, flag, day, time, ms, ts, utc, "
                        + "bin, uuid). Did you mean 'flag'?",
                col("falg"));
        refused(
                ErrorCode.INVALID_PLAN,
                "leftCol and rightCol belong into a join condition: use col(\"id\").",
                leftCol("id"));
    }

    @Test
    void joinConditionsKnowBothSides() {
        Schema left = Schema.of(Field.of("k", DataType.INT32), Field.of("a", DataType.INT32));
        Schema right = Schema.of(Field.of("k", DataType.INT64), Field.required("banana", DataType.INT32));
        Binder binder = new Binder(Scope.ofJoin(left, right, Map.of("k", "k_right")));
        assertEquals(
                "(cast(k as int64) = k_right)",
                binder.bind(leftCol("k").eq(rightCol("k"))).toString());
        assertEquals("(a < banana)", binder.bind(col("a").lt(col("banana"))).toString());
        joinRefused(
                binder,
                ErrorCode.AMBIGUOUS_COLUMN,
                "Both sides of the join have a column 'k': say leftCol(\"k\") or rightCol(\"k\").",
                col("k"));
        joinRefused(
                binder,
                ErrorCode.NO_SUCH_COLUMN,
                "No column 'bananas' in (k, a) or (k, banana). Did you mean 'banana'?",
                col("bananas"));
        joinRefused(binder, ErrorCode.NO_SUCH_COLUMN, "No column 'banana' in (k, a).", leftCol("banana"));
        joinRefused(binder, ErrorCode.NO_SUCH_COLUMN, "No column 'a' in (k, banana).", rightCol("a"));
    }

    private static void joinRefused(Binder binder, ErrorCode code, String message, Expr expr) {
        PlanException e = assertThrows(PlanException.class, () -> binder.bind(expr));
        assertEquals(message, e.getMessage());
        assertEquals(code, e.code());
    }

    @Test
    void arithmeticOfIntegersAndFloats() {
        binds(col("i32").plus(col("i64")), "(cast(i32 as int64) + i64): int64");
        binds(col("i8").minus(1), "(cast(i8 as int32) - 1): int32");
        binds(col("u8").times(col("i8")), "(cast(u8 as int16) * cast(i8 as int16)): int16");
        binds(col("f32").plus(col("i8")), "(f32 + cast(i8 as float32)): float32");
        binds(col("f32").plus(col("i32")), "(cast(f32 as float64) + cast(i32 as float64)): float64");
        binds(col("f16").plus(col("f16")), "(cast(f16 as float32) + cast(f16 as float32)): float32");
        binds(col("i32").div(2), "(cast(i32 as float64) / 2.0): float64");
        binds(col("i64").intDiv(col("i32")), "intDiv(i64, cast(i32 as int64)): int64");
        binds(col("i32").mod(2), "(i32 % 2): int32");
        binds(col("i32").plus(NULL), "(i32 + null): int32");
        binds(NULL.plus(NULL), "(null + null): int64");
        binds(col("u8").abs(), "u8: uint8");
        binds(col("i32").negate(), "negate(i32): int32");
        binds(col("i32").sqrt(), "sqrt(cast(i32 as float64)): float64");
        binds(col("f64").round(2), "round(f64, 2): float64");
        binds(col("i64").round(2), "i64: int64");
        binds(col("f32").floor(), "floor(cast(f32 as float64)): float64");
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute + of s (string) and 1 (int32): it takes numbers; convert with cast(..).",
                col("s").plus(1));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute intDiv of f64 (float64) and 2 (int32): it takes integers; convert with cast(..).",
                col("f64").intDiv(2));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute negate of u8 (uint8): it takes a signed number; convert with cast(..).",
                col("u8").negate());
        refused(
                ErrorCode.INVALID_ARGUMENT,
                "round takes a constant number of digits from 0, not -1.",
                col("f64").round(-1));
    }

    @Test
    void arithmeticOfDecimals() {
        binds(col("dec").plus(col("dec")), "(dec + dec): decimal(11,2)");
        binds(col("dec").plus(1), "(dec + 1): decimal(11,2)");
        binds(col("dec").plus(new BigDecimal("0.001")), "(dec + 0.001): decimal(12,3)");
        binds(col("dec").times(col("dec")), "(dec * dec): decimal(18,4)");
        binds(lit(1).minus(col("dec")), "(1 - dec): decimal(11,2)");
        binds(col("dec").times(col("f64")), "(cast(dec as float64) * f64): float64");
        binds(col("dec").div(2), "(cast(dec as float64) / 2.0): float64");
        binds(col("dec").plus(col("i32")), "(dec + cast(i32 as decimal(10,0))): decimal(13,2)");
        binds(col("dec").round(1), "round(dec, 1): decimal(10,1)");
        binds(col("dec").round(2), "dec: decimal(10,2)");
        binds(col("dec").ceil(), "ceil(dec): decimal(9,0)");
        binds(
                col("dec").cast(DataType.decimal(38, 2)).plus(col("dec")),
                "(cast(dec as decimal(38,2)) + dec): decimal(38,2)");
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute * of cast(dec as decimal(38,20)) (decimal(38,20)) and cast(dec as decimal(38,20)) "
                        + "(decimal(38,20)): it takes decimals whose scales add up to at most 38; convert with cast(..).",
                col("dec").cast(DataType.decimal(38, 20)).times(col("dec").cast(DataType.decimal(38, 20))));
    }

    @Test
    void arithmeticOfDates() {
        binds(col("day").minus(col("day")), "(day - day): int64");
        binds(col("day").plus(Period.ofDays(3)), "(cast(day as timestamp[us]) + 'P3D'): timestamp[us]");
        binds(col("ms").minus(Duration.ofSeconds(90)), "(ms - 'PT1M30S'): timestamp[ms]");
        binds(col("utc").plus(Period.of(1, 2, 3)), "(utc + 'P14M3D'): timestamp[us, UTC]");
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute + of day (date) and 1 (int32): it takes numbers; convert with cast(..).",
                col("day").plus(1));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute - of ts (timestamp[us]) and ts (timestamp[us]): it takes numbers; convert with cast(..).",
                col("ts").minus(col("ts")));
    }

    @Test
    void comparisonsKeepTheColumnsTypeWhereTheConstantFits() {
        binds(col("i8").lt(5), "(i8 < 5): bool");
        binds(col("i8").lt(500), "(cast(i8 as int32) < 500): bool");
        binds(col("i64").eq(2.0), "(i64 = 2): bool");
        binds(col("i64").lt(2.5), "(cast(i64 as float64) < 2.5): bool");
        binds(col("i32").eq(new BigDecimal("2.50")), "(cast(i32 as decimal(12,2)) = 2.50): bool");
        binds(col("dec").ge(1), "(dec >= 1.00): bool");
        binds(col("f32").eq(0.5), "(f32 = 0.5): bool");
        binds(col("f32").eq(0.1), "(cast(f32 as float64) = 0.1): bool");
        binds(col("u64").gt(col("i64")), "(cast(u64 as decimal(20,0)) > cast(i64 as decimal(20,0))): bool");
        binds(col("day").le("2024-02-29"), "(day <= '2024-02-29'): bool");
        binds(col("ts").lt("2024-02-29"), "(ts < '2024-02-29T00:00'): bool");
        binds(col("ts").lt("2024-02-29 12:30:00"), "(ts < '2024-02-29T12:30'): bool");
        binds(col("utc").lt("2024-02-29T12:30:00+02:00"), "(utc < '2024-02-29T10:30:00Z'): bool");
        binds(col("time").eq("12:30"), "(time = '12:30'): bool");
        binds(col("ts").ge(col("day")), "(ts >= cast(day as timestamp[us])): bool");
        binds(col("ts").ge(col("ms")), "(ts >= cast(ms as timestamp[us])): bool");
        binds(
                col("uuid").eq("00000000-0000-0000-0000-000000000001"),
                "(uuid = '00000000-0000-0000-0000-000000000001'): bool");
        binds(col("s").lt(NULL), "(s < null): bool");
        binds(col("s").eqNullSafe(null), "(s <=> null): bool");
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute = of i32 (int32) and '5' (string): it takes operands of one type; convert with cast(..).",
                col("i32").eq("5"));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute < of day (date) and '2024-02-30' (string): it takes operands of one type; "
                        + "convert with cast(..).",
                col("day").lt("2024-02-30"));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute = of uuid (uuid) and '1-1-1-1-1' (string): it takes operands of one type; "
                        + "convert with cast(..).",
                col("uuid").eq("1-1-1-1-1"));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute > of utc (timestamp[us, UTC]) and ts (timestamp[us]): it takes operands of one type; "
                        + "convert with cast(..).",
                col("utc").gt(col("ts")));
    }

    @Test
    void lookUps() {
        binds(col("i8").isIn(1, 2L, null), "(i8 in [1, 2, null]): bool");
        binds(col("i8").isIn(1, 500), "(cast(i8 as int32) in [1, 500]): bool");
        binds(col("s").isIn(List.of()), "(s in []): bool");
        binds(col("i64").isIn(1, col("id")), "((i64 = 1) OR (i64 = id)): bool");
        binds(
                col("i32").isIn(java.util.stream.IntStream.range(0, 12).boxed().toList()),
                "(i32 in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, .. 2 more]): bool");
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot look for 'x' (string) in i32 (int32): isIn takes values of one type; convert with cast(..).",
                col("i32").isIn(1, "x"));
    }

    @Test
    void logicAndChoices() {
        binds(col("flag").and(col("i8").gt(1)).or(NULL), "((flag AND (i8 > 1)) OR null): bool");
        binds(coalesce(col("i8"), col("i64"), 1), "coalesce(cast(i8 as int64), i64, 1): int64");
        binds(greatest(col("f32"), col("f64")), "greatest(cast(f32 as float64), f64): float64");
        binds(col("s").nullIf(""), "nullIf(s, ''): string");
        binds(
                when(col("flag")).then(1).when(NULL).then(col("i64")).otherwiseNull(),
                "when flag then 1 when null then i64 otherwise null: int64");
        assertEquals(
                "when flag then 1 when null then i64 otherwise null",
                when(col("flag"))
                        .then(1)
                        .when(NULL)
                        .then(col("i64"))
                        .otherwiseNull()
                        .toString());
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute AND of flag (bool) and i8 (int8): it takes booleans; convert with cast(..).",
                col("flag").and(col("i8")));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "A condition of when takes a boolean, and i8 is of type int8: compare it with something.",
                when(col("i8")).then(1).otherwise(2));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "The values of when flag then 1 otherwise 'x' have types that do not go together [int32, string]: "
                        + "convert with cast(..).",
                when(col("flag")).then(1).otherwise("x"));
        refused(ErrorCode.INVALID_ARGUMENT, "coalesce takes at least one value.", coalesce());
    }

    @Test
    void nullabilityIsExact() {
        assertEquals(false, BINDER.bind(col("id").plus(1)).nullable());
        assertEquals(true, BINDER.bind(col("id").plus(col("i8"))).nullable());
        assertEquals(false, BINDER.bind(col("i8").isNull()).nullable());
        assertEquals(false, BINDER.bind(coalesce(col("i8"), col("id"))).nullable());
        assertEquals(true, BINDER.bind(col("id").nullIf(1)).nullable());
        assertEquals(true, BINDER.bind(col("id").tryCast(DataType.INT8)).nullable());
        assertEquals(false, BINDER.bind(col("id").cast(DataType.INT8)).nullable());
        assertEquals(
                true,
                BINDER.bind(when(col("flag")).then(col("id")).otherwiseNull()).nullable());
        assertEquals(false, BINDER.bind(count("i8")).nullable());
        assertEquals(true, BINDER.bind(sum("id")).nullable());
    }

    @Test
    void textsAndTimes() {
        binds(col("s").str().lower(), "lower(s): string");
        binds(col("s").like("a%"), "(s LIKE 'a%'): bool");
        binds(col("s").str().substring(2, 3), "substring(s, 2, 3): string");
        binds(col("s").str().length(), "length(s): int64");
        binds(concat(col("s"), NULL, "x"), "concat(s, null, 'x'): string");
        binds(col("day").dt().year(), "year(day): int64");
        binds(col("time").dt().hour(), "hour(time): int64");
        binds(dateTrunc(DateUnit.MONTH, col("day")), "dateTrunc('MONTH', day): date");
        binds(dateTrunc(DateUnit.HOUR, col("utc")), "dateTrunc('HOUR', utc): timestamp[us, UTC]");
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute lower of i32 (int32): it takes strings; convert with cast(..).",
                col("i32").str().lower());
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute substring of s (string) and 1.5 (float64) and 2 (int32): it takes a string and two "
                        + "integers; convert with cast(..).",
                col("s").str().substring(1.5, 2));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute year of time (time[ms]): it takes a date or timestamp; convert with cast(..).",
                col("time").dt().year());
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute hour of day (date): it takes a time or timestamp; convert with cast(..).",
                col("day").dt().hour());
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute dateTrunc of day (date): it takes a timestamp, or a date and a unit of at least a day; "
                        + "convert with cast(..).",
                dateTrunc(DateUnit.HOUR, col("day")));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute isNan of i32 (int32): it takes a float; convert with cast(..).",
                col("i32").isNan());
    }

    @Test
    void casts() {
        binds(col("i32").cast(DataType.INT32), "i32: int32");
        binds(col("i32").cast(DataType.STRING), "cast(i32 as string): string");
        binds(col("s").tryCast(DataType.DATE), "tryCast(s as date): date");
        binds(NULL.cast(DataType.DATE), "null: date");
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot cast day (date) to int32: there is no such conversion.",
                col("day").cast(DataType.INT32));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot cast utc (timestamp[us, UTC]) to date: there is no such conversion.",
                col("utc").cast(DataType.DATE));
    }

    @Test
    void aggregates() {
        binds(count(), "count(): int64");
        binds(countDistinct("s"), "countDistinct(s): int64");
        binds(sum("i8"), "sum(i8): int64");
        binds(sum("f32"), "sum(cast(f32 as float64)): float64");
        binds(sum("dec"), "sum(dec): decimal(38,2)");
        binds(max("day"), "max(day): date");
        binds(Exprs.avg("dec"), "avg(cast(dec as float64)): float64");
        binds(quantile("i32", 0.9), "quantile(cast(i32 as float64), 0.9): float64");
        binds(Exprs.any(col("flag")).where(col("i8").gt(1)), "any(flag) where (i8 > 1): bool");
        binds(
                first("s").orderBy(col("day").desc(), col("i8").asc().nullsFirst()),
                "first(s order by day desc, i8 nulls first): string");
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute sum of s (string): it takes a number; convert with cast(..).",
                sum("s"));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute any of i8 (int8): it takes a boolean; convert with cast(..).",
                Exprs.any(col("i8")));
        refused(ErrorCode.INVALID_ARGUMENT, "quantile takes a constant from 0 to 1, not 1.5.", quantile("i32", 1.5));
        refused(ErrorCode.INVALID_PLAN, "first(s) depends on an order: add orderBy(col(\"..\").asc()).", first("s"));
        refused(
                ErrorCode.INVALID_PLAN,
                "sum(i8 order by day) does not depend on an order: leave orderBy out.",
                sum("i8").orderBy(col("day").asc()));
        refused(
                ErrorCode.INVALID_PLAN,
                "An aggregate stands inside another in sum(max(i8)): aggregate twice, one after the other.",
                sum(max("i8")));
    }

    @Test
    void conditions() {
        assertEquals(BoundExpr.Literal.nullOf(DataType.BOOL), BINDER.bindCondition(NULL, "filter"));
        PlanException e = assertThrows(
                PlanException.class, () -> BINDER.bindCondition(col("i8").plus(1), "filter"));
        assertEquals(
                "A filter takes a boolean, and (i8 + 1) is of type int32: compare it with something.", e.getMessage());
        assertEquals(ErrorCode.TYPE_MISMATCH, e.code());
    }

    @Test
    void literals() {
        assertEquals(LiteralValue.of("A", DataType.STRING), LiteralValue.ofJava('A'));
        assertEquals(LiteralValue.of("MONTH", DataType.STRING), LiteralValue.ofJava(DateUnit.MONTH));
        assertEquals("1000: decimal(4,0)", described(new BigDecimal("1E+3")));
        assertEquals("0.05: decimal(2,2)", described(new BigDecimal("0.05")));
        assertEquals("'2024-02-29': date", described(LocalDate.of(2024, 2, 29)));
        assertEquals("'12:00:00.000000001': time[ns]", described(java.time.LocalTime.of(12, 0, 0, 1)));
        assertEquals("x'00ff': binary", described(new byte[] {0, -1}));
        assertEquals("'it''s': string", described("it's"));
        assertEquals("'P1M-2DT0.5S': interval", described(new dev.colonnade.type.Interval(1, -2, 500_000_000L)));
        assertEquals("'P0D': interval", described(Period.ZERO));
        literalRefused(
                "A java.util.ArrayList is no literal: use a number, string, boolean, byte[], UUID or java.time value.",
                new java.util.ArrayList<>());
        literalRefused(
                "The number 123456789012345678901234567890123456789 has more than 38 digits: round it first.",
                new java.math.BigInteger("123456789012345678901234567890123456789"));
        literalRefused(
                "The interval PT2628000H is too long: it holds up to 2147483647 months and 292 years of time.",
                Duration.ofHours(300L * 365 * 24));
    }

    private static String described(Object value) {
        LiteralValue literal = LiteralValue.ofJava(value);
        return literal + ": " + literal.type();
    }

    private static void literalRefused(String message, Object value) {
        PlanException e = assertThrows(PlanException.class, () -> lit(value));
        assertEquals(message, e.getMessage());
        assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    }
}
