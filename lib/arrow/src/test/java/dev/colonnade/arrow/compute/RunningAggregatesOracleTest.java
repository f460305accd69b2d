package dev.colonnade.arrow.compute;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.PlanException;
import dev.colonnade.error.QueryException;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.oracle.OracleError;
import dev.colonnade.oracle.RandomPieces;
import dev.colonnade.oracle.TestSchemas;
import dev.colonnade.type.Schema;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Aggregates without groups and the naive interpreter, over random arguments, conditions and batches. */
class RunningAggregatesOracleTest {
    private static final Schema SCHEMA = RandomBatches.schema(TestSchemas.WIDE, TestSchemas.TAME, TestSchemas.NESTED);

    private final int aggregates = Integer.getInteger("test.aggregates", 15_000);
    private int compiled;
    private int failed;

    @Test
    void addsUpToWhatTheInterpreterAddsUpTo() {
        Random random = new Random(SEED);
        RandomBatches batches = new RandomBatches(random, SCHEMA);
        List<RandomBatches.Known> known = List.of();
        for (int i = 0; i < aggregates; i++) {
            if (i % 20 == 0) {
                known = List.of(batches.next(random.nextInt(40)), batches.next(i % 1_000 == 0 ? 2_500 : 30));
            }
            for (BoundExpr.Aggregate aggregate : aggregatesIn(random)) {
                judge(aggregate, known, i);
            }
        }
        System.out.printf("seed %d: %,d aggregates compiled, %,d failed as they may%n", SEED, compiled, failed);
        assertTrue(compiled > aggregates / 3, "only " + compiled + " compiled");
    }

    private static List<BoundExpr.Aggregate> aggregatesIn(Random random) {
        List<BoundExpr.Aggregate> found = new ArrayList<>();
        try {
            collect(Binder.of(SCHEMA).bind(RandomPieces.aggregate(random, SCHEMA)), found);
        } catch (PlanException doesNotBind) {
            assertNotNull(doesNotBind.getMessage());
        }
        return found;
    }

    private static void collect(BoundExpr expr, List<BoundExpr.Aggregate> into) {
        if (expr instanceof BoundExpr.Aggregate aggregate) {
            into.add(aggregate);
        } else {
            expr.children().forEach(child -> collect(child, into));
        }
    }

    private void judge(BoundExpr.Aggregate aggregate, List<RandomBatches.Known> known, int number) {
        if (RunningAggregates.refusal(List.of(aggregate), SCHEMA).isPresent()) {
            return;
        }
        compiled++;
        List<List<@Nullable Object>> rows = new ArrayList<>();
        known.forEach(k -> rows.addAll(k.rows()));
        Object expected = expected(aggregate, rows);
        for (boolean merged : new boolean[] {false, true}) {
            Object actual;
            try {
                actual = merged ? merged(aggregate, known) : added(aggregate, known);
            } catch (QueryException e) {
                failed++;
                boolean may = expected == FAILS
                        || expected == MAY_FAIL
                        || rows.stream().anyMatch(row -> mayFail(aggregate, row));
                assertTrue(may, () -> "seed " + SEED + " aggregate " + number + ": " + aggregate + " failed: " + e);
                continue;
            }
            boolean same = expected == MAY_FAIL || expected != FAILS && Values.same(expected, actual);
            assertTrue(
                    same,
                    () -> "seed " + SEED + " aggregate " + number + ": " + aggregate + " is " + actual + ", not "
                            + expected);
        }
    }

    /** Stands for a value that does not exist, and for what a condition without a value leaves open. */
    private static final Object FAILS = "a failure";

    private static final Object MAY_FAIL = new Object();

    private static @Nullable Object expected(BoundExpr.Aggregate aggregate, List<List<@Nullable Object>> rows) {
        try {
            Object value = RandomPieces.value(aggregate, SCHEMA, rows);
            return RandomPieces.isNone(value) ? FAILS : value;
        } catch (OracleError open) {
            return MAY_FAIL;
        }
    }

    private static boolean mayFail(BoundExpr.Aggregate aggregate, List<@Nullable Object> row) {
        return aggregate.children().stream().anyMatch(child -> RandomPieces.mayFail(child, SCHEMA, row));
    }

    private static @Nullable Object added(BoundExpr.Aggregate aggregate, List<RandomBatches.Known> known) {
        RunningAggregates totals = RunningAggregates.of(List.of(aggregate), SCHEMA);
        known.forEach(k -> totals.add(k.batch()));
        return totals.values().get(0);
    }

    private static @Nullable Object merged(BoundExpr.Aggregate aggregate, List<RandomBatches.Known> known) {
        RunningAggregates totals = RunningAggregates.of(List.of(aggregate), SCHEMA);
        for (RandomBatches.Known k : known) {
            RunningAggregates part = RunningAggregates.of(List.of(aggregate), SCHEMA);
            part.add(k.batch());
            totals.merge(part);
        }
        return totals.values().get(0);
    }
}
