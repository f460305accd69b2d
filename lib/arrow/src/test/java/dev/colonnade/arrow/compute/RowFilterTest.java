package dev.colonnade.arrow.compute;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.Table;
import dev.colonnade.batch.TableAssert;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.error.QueryException;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Expr;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowFilterTest {
    private static final Schema SCHEMA = Schema.of(
            Field.of("id", DataType.INT64),
            Field.of("x", DataType.FLOAT64),
            Field.of("s", DataType.STRING),
            Field.of("l", DataType.list(Field.of("element", DataType.INT64))),
            Field.of("u", DataType.UINT64),
            Field.of("d", DataType.decimal(38, 2)));

    private static Batch batch(@Nullable Object... ids) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Object id : ids) {
            boolean none = id == null;
            rows.add(Arrays.asList(
                    id,
                    none ? null : id.equals(0L) ? Double.NaN : ((Long) id).doubleValue(),
                    none ? null : "row " + id,
                    none ? null : List.of(id),
                    none ? null : Math.abs((Long) id),
                    id));
        }
        return Table.ofRows(SCHEMA, rows).batches().get(0);
    }

    private static BoundExpr bound(Expr condition) {
        return Binder.of(SCHEMA).bindCondition(condition, "filter");
    }

    private static int[] select(Expr condition, Batch batch) {
        return RowFilter.of(bound(condition), SCHEMA).select(batch);
    }

    @Test
    void keepsOnlyWhatIsTrue() {
        Batch batch = batch(1L, null, -2L, 0L);
        assertArrayEquals(new int[] {0}, select(col("id").gt(0), batch));
        assertArrayEquals(new int[] {2, 3}, select(col("id").gt(0).not(), batch));
        assertArrayEquals(new int[] {0, 1}, select(col("id").gt(0).or(col("id").isNull()), batch));
        assertArrayEquals(new int[] {1}, select(col("id").eqNullSafe(lit(null)), batch));
    }

    @Test
    void nanIsGreatestAndEqualToItself() {
        Batch batch = batch(5L, 0L);
        assertArrayEquals(new int[] {1}, select(col("x").gt(Double.POSITIVE_INFINITY), batch));
        assertArrayEquals(new int[] {1}, select(col("x").eq(Double.NaN), batch));
        assertArrayEquals(new int[] {0}, select(col("x").ne(col("x").minus(1)), batch));
    }

    @Test
    void largeListsAreLookedUp() {
        Random random = new Random(7);
        Set<Object> wanted = new HashSet<>();
        while (wanted.size() < 20_000) {
            wanted.add(random.nextLong() % 1_000_000);
        }
        Object[] ids = random.longs(5_000, -1_000_000, 1_000_000).boxed().toArray();
        ids[17] = null;
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            if (wanted.contains(ids[i])) {
                expected.add(i);
            }
        }
        Batch batch = batch(ids);
        for (Expr column : List.of(col("id"), col("d"))) {
            int[] rows = select(column.isIn(List.copyOf(wanted)), batch);
            assertEquals(expected, Arrays.stream(rows).boxed().toList(), column.toString());
        }
        List<Object> texts = wanted.stream().map(id -> (Object) ("row " + id)).toList();
        assertEquals(
                expected,
                Arrays.stream(select(col("s").isIn(texts), batch)).boxed().toList());
    }

    @Test
    void filteredBatchesHaveTheirRows() {
        Batch batch = batch(1L, null, -2L, 3L, null);
        RowFilter filter = RowFilter.of(bound(col("id").isNull().or(col("id").gt(1))), SCHEMA);
        Table expected = Table.of(SCHEMA, List.of(batch(null, 3L, null)));
        TableAssert.assertThat(Table.of(SCHEMA, List.of(filter.filter(batch))))
                .inOrder()
                .hasRows(expected);
        TableAssert.assertThat(Table.of(SCHEMA, List.of(filter.filter(batch.slice(1, 4)))))
                .inOrder()
                .hasRows(expected);
        assertSame(batch, RowFilter.of(bound(lit(true)), SCHEMA).filter(batch));
        assertEquals(0, filter.filter(batch(1L)).rowCount());
    }

    @Test
    void whatFailsNamesTheExpression() {
        Batch batch = batch(Long.MAX_VALUE, 1L);
        QueryException overflow = assertThrows(
                QueryException.class, () -> select(col("id").plus(1).gt(0), batch));
        assertEquals(ErrorCode.OVERFLOW, overflow.code());
        assertEquals(
                "The result of (id + 1) does not fit its type int64: cast its operands to a wider type.",
                overflow.getMessage());
        QueryException zero = assertThrows(
                QueryException.class,
                () -> select(lit(1L).intDiv(col("id").minus(1)).gt(0), batch));
        assertEquals("Cannot compute intDiv(1, (id - 1)): an integer is divided by zero.", zero.getMessage());
    }

    @Test
    void nullsDoNotFail() {
        assertArrayEquals(new int[0], select(col("id").plus(Long.MAX_VALUE).gt(0), batch(null, null)));
        assertArrayEquals(new int[0], select(lit(1L).mod(col("id")).eq(0), batch(null, null)));
    }

    @Test
    void refusesAsAWholeAndNamesTheNode() {
        Expr condition = col("id").gt(1).and(col("s").str().upper().eq("A"));
        Refusal refusal = RowFilter.refusal(bound(condition), SCHEMA).orElseThrow();
        assertEquals("upper(s)", refusal.node());
        assertEquals("upper(s) is not computed over vectors: it makes strings.", refusal.toString());
        PlanException refused = assertThrows(PlanException.class, () -> RowFilter.of(bound(condition), SCHEMA));
        assertEquals(ErrorCode.NOT_SUPPORTED, refused.code());
        assertEquals(refusal.toString(), refused.getMessage());
        assertEquals(
                "(l = l) is not computed over vectors: values of type list<int64> are not compared.",
                RowFilter.refusal(bound(col("l").eq(col("l"))), SCHEMA)
                        .orElseThrow()
                        .toString());
    }

    @Test
    void unsignedNumbersAreNotNegative() {
        Schema schema = Schema.of(Field.of("u", DataType.UINT64));
        List<List<Object>> rows =
                List.of(List.of(java.math.BigInteger.ONE.shiftLeft(63)), List.of(java.math.BigInteger.TWO));
        BoundExpr condition = Binder.of(schema).bindCondition(col("u").gt(2), "filter");
        int[] kept = RowFilter.of(condition, schema)
                .select(Table.ofRows(schema, rows).batches().get(0));
        assertArrayEquals(new int[] {0}, kept);
    }
}
