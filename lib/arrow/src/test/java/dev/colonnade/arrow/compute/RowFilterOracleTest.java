package dev.colonnade.arrow.compute;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.PlanException;
import dev.colonnade.error.QueryException;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Function;
import dev.colonnade.oracle.Evaluator;
import dev.colonnade.oracle.RandomPieces;
import dev.colonnade.oracle.TestSchemas;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Filters and the naive interpreter over random conditions and batches. */
class RowFilterOracleTest {
    private static final Schema SCHEMA = RandomBatches.schema(TestSchemas.WIDE, TestSchemas.TAME, TestSchemas.NESTED);

    private final int conditions = Integer.getInteger("test.conditions", 20_000);
    private final Map<String, Integer> refusals = new HashMap<>();
    private int compiled;
    private int failed;

    @Test
    void keepsTheRowsThatTheInterpreterKeeps() {
        Random random = new Random(SEED);
        RandomBatches batches = new RandomBatches(random, SCHEMA);
        RandomBatches.Known known = batches.next(64);
        for (int i = 0; i < conditions; i++) {
            if (i % 10 == 0) {
                known = batches.next(1 + random.nextInt(i % 1_000 == 0 ? 3_000 : 80));
            }
            judge(condition(random, i % 4), known, i);
        }
        System.out.printf(
                "seed %d: %,d of %,d conditions compiled, %,d failed as they may; refused: %s%n",
                SEED, compiled, conditions, failed, refusals);
        assertTrue(compiled > conditions / 3, "only " + compiled + " compiled");
    }

    /** One that binds: not all operands that random choice brings together go together. */
    private static BoundExpr condition(Random random, int depth) {
        while (true) {
            Expr condition = RandomPieces.condition(random, SCHEMA, depth);
            try {
                return Binder.of(SCHEMA).bindCondition(condition, "filter");
            } catch (PlanException doesNotBind) {
                assertNotNull(doesNotBind.getMessage());
            }
        }
    }

    private void judge(BoundExpr condition, RandomBatches.Known known, int number) {
        RowFilter.refusal(condition, SCHEMA).ifPresent(r -> refusals.merge(r.reason(), 1, Integer::sum));
        if (RowFilter.refusal(condition, SCHEMA).isPresent()) {
            return;
        }
        compiled++;
        BoundExpr isNull = BoundExprs.call(Function.IS_NULL, List.of(condition), DataType.BOOL);
        for (BoundExpr filter : List.of(condition, BoundExprs.not(condition), isNull)) {
            compare(filter, known, number);
        }
    }

    private void compare(BoundExpr filter, RandomBatches.Known known, int number) {
        List<Integer> expected = new ArrayList<>();
        boolean mayFail = false;
        for (int row = 0; row < known.rows().size(); row++) {
            if (RandomPieces.mayFail(filter, SCHEMA, known.rows().get(row))) {
                mayFail = true;
            } else if (Evaluator.isTrue(filter, SCHEMA, known.rows().get(row))) {
                expected.add(row);
            }
        }
        List<Integer> actual = new ArrayList<>();
        try {
            for (int row : RowFilter.of(filter, SCHEMA).select(known.batch())) {
                if (!RandomPieces.mayFail(filter, SCHEMA, known.rows().get(row))) {
                    actual.add(row);
                }
            }
        } catch (QueryException e) {
            assertTrue(mayFail, () -> "seed " + SEED + " condition " + number + ": " + filter + " failed: " + e);
            failed++;
            return;
        }
        assertEquals(expected, actual, () -> "seed " + SEED + " condition " + number + ": " + filter);
    }
}
