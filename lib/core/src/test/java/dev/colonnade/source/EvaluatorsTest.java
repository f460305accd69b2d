package dev.colonnade.source;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Expr;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What predicates can and cannot rule out. */
class EvaluatorsTest {
    /** {@code small} is stored as int16, {@code missing} is not stored, {@code day} and {@code k} are partitions. */
    private static final Schema DATASET = Schema.of(
            Field.of("i", DataType.INT32),
            Field.of("small", DataType.INT64),
            Field.of("x", DataType.FLOAT64),
            Field.of("y", DataType.FLOAT64),
            Field.of("s", DataType.STRING),
            Field.of("nulls", DataType.INT32),
            Field.of("bare", DataType.INT32),
            Field.of("flag", DataType.BOOL),
            Field.of("ts", DataType.timestamp(Resolution.MICROS)),
            Field.of("missing", DataType.INT32),
            Field.required("day", DataType.DATE),
            Field.of("k", DataType.STRING));

    private static final Schema STORED = Schema.of(
            Field.of("i", DataType.INT32),
            Field.of("small", DataType.INT16),
            Field.of("x", DataType.FLOAT64),
            Field.of("y", DataType.FLOAT64),
            Field.of("s", DataType.STRING),
            Field.of("nulls", DataType.INT32),
            Field.of("bare", DataType.INT32),
            Field.of("flag", DataType.BOOL),
            Field.of("ts", DataType.timestamp(Resolution.MICROS)));

    private static final RowGroup GROUP = new RowGroup(
            100,
            1_000,
            Map.of(
                    "i", stats(10, 20, 0, 0),
                    "small", stats((short) 10, (short) 20, 5, 0),
                    "x", stats(1.0, 2.0, 0, -1),
                    "y", stats(1.0, 2.0, 0, 0),
                    "s", stats("bar", "bat", 0, 0),
                    "nulls", stats(null, null, 100, 0),
                    "bare", stats(null, null, -1, 0),
                    "flag", stats(true, true, -1, 0),
                    "ts", stats(LocalDateTime.of(2024, 1, 1, 12, 0), LocalDateTime.of(2024, 1, 3, 12, 0), 0, 0)));

    private static final DataFile FILE = new DataFile(
            Path.of("f"),
            1_000,
            0,
            100,
            STORED,
            List.of(GROUP),
            java.util.Arrays.asList(LocalDate.of(2024, 1, 2), null));
    private static final FileSet SET =
            Fixtures.of("f", DATASET, List.of(DATASET.field("day"), DATASET.field("k")), FILE);

    @Test
    void comparisons() {
        never(col("i").lt(10));
        some(col("i").le(10));
        always(col("i").le(20));
        always(col("i").lt(21));
        never(col("i").gt(20));
        some(col("i").ge(20));
        always(col("i").ge(10));
        never(lit(20).lt(col("i")));
        never(col("i").eq(9));
        some(col("i").eq(15));
        some(col("i").ne(15));
        always(col("i").ne(9));
        never(col("i").between(21, 30));
        always(col("i").between(10, 20));
        never(col("i").gt(lit(null)));
    }

    @Test
    void nullsKeepConditionsFromBeingTrue() {
        some(col("small").le(20));
        never(col("small").gt(20));
        never(col("nulls").eq(1));
        never(col("nulls").eq(1).not());
        always(col("nulls").isNull());
        never(col("nulls").isNotNull());
        some(col("small").isNull());
        never(col("i").isNull());
        always(col("i").isNotNull());
        some(col("bare").isNull());
        some(col("bare").eq(1));
        always(col("missing").isNull());
        never(col("missing").gt(0));
        always(col("nulls").eqNullSafe(lit(null)));
        never(col("i").eqNullSafe(lit(null)));
        never(col("nulls").eqNullSafe(1));
    }

    @Test
    void nanIsGreaterThanTheGreatestNumber() {
        some(col("x").gt(5.0));
        some(col("x").eq(Double.NaN));
        some(col("x").isNan());
        never(col("x").lt(1.0));
        never(col("y").gt(5.0));
        never(col("y").eq(Double.NaN));
        never(col("y").isNan());
        always(col("y").isNan().not());
        always(col("y").le(2.0));
        some(col("x").le(2.0));
        always(col("x").ge(1.0));
    }

    @Test
    void junctions() {
        never(col("i").lt(15).and(col("i").gt(20)));
        some(col("i").lt(15).and(col("i").gt(18)));
        always(col("i").lt(21).and(col("i").gt(9)));
        never(col("i").lt(10).or(col("i").gt(20)));
        some(col("i").lt(10).or(col("i").gt(19)));
        always(col("i").lt(10).or(col("y").gt(0.0)));
        never(col("small").lt(10).or(col("nulls").eq(1)));
        always(col("i").lt(10).or(col("y").gt(0.0)).not().not());
        never(col("small").le(20).not());
        never(col("i").plus(1).gt(100).and(col("i").gt(15)));
        some(col("bare").plus(1).gt(100).and(col("i").gt(15)));
        never(col("i").plus(1).gt(100).and(col("i").gt(20)));
    }

    @Test
    void memberships() {
        never(col("i").isIn(1, 2, 30));
        some(col("i").isIn(1, 15));
        never(col("i").isIn(1, null));
        some(col("i").isIn(1, 15).not());
        always(col("i").isIn(1, 30).not());
        never(col("i").isIn(1, null).not());
        always(col("day").isIn(LocalDate.of(2024, 1, 2), LocalDate.of(2024, 1, 5)));
        never(col("day").isIn(LocalDate.of(2024, 1, 5)));
        never(col("nulls").isIn(1));
    }

    @Test
    void prefixes() {
        never(col("s").like("a%"));
        never(col("s").like("bb%"));
        some(col("s").like("bar%"));
        some(col("s").like("bas_"));
        always(col("s").like("ba%"));
        some(col("s").like("ba_"));
        some(col("s").like("ba%x%"));
        some(col("s").like("%z"));
        never(col("s").like("bau"));
        some(col("s").like("bar"));
        never(col("s").str().startsWith("c"));
        always(col("s").str().startsWith("ba"));
        always(col("s").str().startsWith(""));
        never(col("nulls").isNotNull().and(col("s").like("b%")));
        always(col("s").like("c%").not());
    }

    @Test
    void conditionsAreColumnsToo() {
        some(col("flag"));
        never(col("flag").not());
        never(col("flag").eq(false));
        always(col("i").gt(5).eq(true));
    }

    @Test
    void conversionsThatKeepOrder() {
        never(col("small").gt(lit(20L)));
        never(col("i").cast(DataType.INT64).gt(20L));
        never(col("i").cast(DataType.FLOAT64).gt(20.5));
        some(col("i").cast(DataType.FLOAT64).gt(19.5));
        never(col("i").gt(20.5));
        never(col("ts").cast(DataType.DATE).gt(LocalDate.of(2024, 1, 3)));
        some(col("ts").cast(DataType.DATE).ge(LocalDate.of(2024, 1, 3)));
        never(col("ts").ge(LocalDate.of(2024, 1, 4)));
        some(col("s").cast(DataType.INT32).gt(5));
        some(col("i").cast(DataType.STRING).gt("5"));
    }

    @Test
    void columnsAgainstColumns() {
        never(col("i").lt(col("y")));
        always(col("y").lt(col("i")));
        some(col("y").lt(col("x")));
        some(col("i").eq(col("small")));
    }

    @Test
    void partitionsAlone() {
        InclusiveEvaluator otherDay =
                new InclusiveEvaluator(SET, bind(col("day").gt(LocalDate.of(2024, 1, 2))));
        assertFalse(otherDay.mayMatchPartition(FILE));
        InclusiveEvaluator impossible = new InclusiveEvaluator(SET, bind(col("i").gt(1_000)));
        assertTrue(impossible.mayMatchPartition(FILE));
        assertFalse(impossible.mayMatch(FILE));
        always(col("k").isNull());
        never(col("k").eq("x"));
    }

    /** A partition column has one value in a file, so anything computed from it has too. */
    @Test
    void expressionsOverPartitions() {
        always(col("day").dt().day().plus(1).eq(3));
        never(col("day").dt().day().plus(1).gt(3));
        never(col("day").dt().dayOfWeek().eq(7).and(col("i").gt(0)));
        always(col("day").cast(DataType.STRING).like("%01-02"));
        never(col("day").cast(DataType.STRING).str().endsWith("-03"));
        never(col("k").str().upper().eq("X"));
        always(col("k").str().upper().isNull());
        some(col("day").dt().day().plus(col("i")).gt(15));
        some(lit(1).intDiv(col("day").dt().day().minus(2)).eq(1));
        some(col("s").str().upper().eq("BAS"));
    }

    @Test
    void emptyRowGroups() {
        RowGroup empty = new RowGroup(0, 0, Map.of());
        BoundExpr condition = bind(col("i").gt(0));
        assertFalse(new InclusiveEvaluator(SET, condition).mayMatch(FILE, empty));
        assertTrue(new StrictEvaluator(SET, condition).allMatch(FILE, empty));
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
        BoundExpr bound = bind(condition);
        assertEquals(mayMatch, new InclusiveEvaluator(SET, bound).mayMatch(FILE), () -> bound + " may match");
        assertEquals(allMatch, new StrictEvaluator(SET, bound).allMatch(FILE), () -> bound + " always matches");
    }

    private static BoundExpr bind(Expr condition) {
        return Binder.of(DATASET).bindCondition(condition, "filter");
    }

    private static ColumnStats stats(Object min, Object max, long nulls, long nans) {
        return new ColumnStats(min, max, false, false, nulls, nans, -1, 10, 10);
    }
}
