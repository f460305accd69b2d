package dev.colonnade.session;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.leftCol;
import static dev.colonnade.expr.Exprs.rightCol;
import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.expr.Expr;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.oracle.Answer;
import dev.colonnade.oracle.Interpreter;
import dev.colonnade.oracle.Judge;
import dev.colonnade.oracle.RandomPlan;
import dev.colonnade.oracle.StatedFiles;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.plan.Plans;
import dev.colonnade.scan.ScanPlanner;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.FileSelection;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files that a join rules out while it runs hold no row that its result needs. */
class JoinPruningTest {
    private static final int CASES = Integer.getInteger("test.plans", 1_500);

    private Random random = new Random(SEED);
    private StatedFiles many = new StatedFiles(random, 40);
    private StatedFiles few = new StatedFiles(random, 2);
    private final List<LogicalPlan> parts = new ArrayList<>();

    private Interpreter interpreter() {
        return Interpreter.overFiles(file -> many.files().files().contains(file) ? many.rows(file) : few.rows(file));
    }

    private static ExecutablePlan executable(LogicalPlan plan) {
        return new ExecutablePlan(
                plan, Plans.scans(plan).stream().map(ScanPlanner::plan).toList());
    }

    private BatchStream run(ExecutablePlan part) {
        parts.add(part.plan());
        return BatchStream.of(
                part.plan().schema(),
                Table.ofRows(part.plan().schema(), interpreter().rows(selected(part)))
                        .batches());
    }

    private ExecutablePlan pruned(ExecutablePlan plan) {
        parts.clear();
        return JoinPruning.of(plan).apply(plan, this::run);
    }

    /** The plan whose scans read what their tasks say. */
    private static LogicalPlan selected(ExecutablePlan plan) {
        return Plans.rewriteUp(plan.plan(), node -> {
            if (!(node instanceof LogicalPlan.Scan scan)) {
                return node;
            }
            BitSet kept = new BitSet();
            for (int i = 0; i < scan.files().files().size(); i++) {
                kept.set(
                        i, plan.task(scan).files().contains(scan.files().files().get(i)));
            }
            return scan.withSelection(FileSelection.of(kept, "pruned"));
        });
    }

    private static List<String> reports(ExecutablePlan plan) {
        return plan.tasks().stream()
                .map(ScanTask::report)
                .map(report -> "files " + report.filesTotal() + " -> " + report.filesRead() + " " + report.steps())
                .toList();
    }

    @Test
    void prunedJoinsHaveTheSameRows() {
        System.out.println("JoinPruningTest: -Dtest.seed=" + SEED + ", " + CASES + " joins");
        int pruned = 0;
        for (long seed = SEED; seed < SEED + CASES; seed++) {
            random = new Random(seed);
            many = new StatedFiles(random, 33 + random.nextInt(20));
            few = new StatedFiles(random, 1 + random.nextInt(2));
            LogicalPlan plan = join();
            ExecutablePlan before =
                    executable(Optimizer.standard().optimize(plan).plan());
            ExecutablePlan after = pruned(before);
            pruned += reports(before).equals(reports(after)) ? 0 : 1;
            Answer expected = interpreter().answer(plan);
            Answer actual = interpreter().answer(selected(after));
            String reproduce = "reproduce with -Dtest.seed=" + seed + " -Dtest.plans=1";
            Judge.disagreement(new RandomPlan(plan, false), expected, actual).ifPresent(why -> {
                throw new AssertionError(why + "\n" + PlanPrinter.print(plan) + reports(after) + "\n" + reproduce);
            });
        }
        assertTrue(pruned > CASES / 4, "Only " + pruned + " of " + CASES + " joins were pruned.");
    }

    private LogicalPlan join() {
        LogicalPlan probe = LogicalPlan.Scan.of(many.files());
        if (random.nextInt(3) == 0) {
            probe = PlanBuilder.filter(probe, col("x").isNotNull());
        }
        if (random.nextInt(3) == 0) {
            probe = PlanBuilder.select(probe, List.of(col("i"), col("id"), col("p"), col("s")));
        }
        if (random.nextInt(5) == 0) {
            probe = PlanBuilder.aggregate(probe, List.of(col("id"), col("p"), col("s")), List.of(count().as("i")));
        }
        LogicalPlan plan = joined(probe, build());
        return random.nextInt(4) == 0 && plan.schema().contains("id") ? joined(plan, build()) : plan;
    }

    private LogicalPlan build() {
        LogicalPlan build = LogicalPlan.Scan.of(few.files());
        if (random.nextInt(4) == 0) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                rows.add(Arrays.asList((long) random.nextInt(400), null, "b", 1L));
            }
            build = new LogicalPlan.Values(StatedFiles.SCHEMA.select(List.of("id", "i", "s", "p")), rows, "the test");
        }
        long lower = random.nextInt(10);
        return random.nextBoolean()
                ? build
                : PlanBuilder.filter(build, col("id").ge(lower));
    }

    private LogicalPlan joined(LogicalPlan left, LogicalPlan right) {
        JoinType[] types = {JoinType.INNER, JoinType.LEFT, JoinType.RIGHT, JoinType.SEMI, JoinType.ANTI, JoinType.FULL};
        JoinType type = types[random.nextInt(types.length)];
        String key = List.of("id", "id", "p", "s").get(random.nextInt(4));
        boolean swap = random.nextBoolean();
        LogicalPlan l = swap ? right : left;
        LogicalPlan r = swap ? left : right;
        Expr equal = leftCol(key).eq(rightCol(key));
        Expr condition =
                switch (random.nextInt(5)) {
                    case 0 -> equal.and(leftCol("s").eq(rightCol("s")));
                    case 1 -> equal.and(leftCol("p").le(rightCol("p")));
                    case 2 -> leftCol("id").eq(rightCol("i"));
                    default -> equal;
                };
        return JoinBuilder.on(l, r, type, condition);
    }

    private static LogicalPlan values(Long... ids) {
        Schema schema = Schema.of(Field.of("key", DataType.INT64));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Arrays.asList(ids).forEach(id -> rows.add(Arrays.asList(id)));
        return new LogicalPlan.Values(schema, rows, "the test");
    }

    private ExecutablePlan inner(LogicalPlan probe, LogicalPlan build) {
        return executable(
                JoinBuilder.on(probe, build, JoinType.INNER, leftCol("p").eq(rightCol("key"))));
    }

    @Test
    void knownRowsNeedNoRun() {
        LogicalPlan probe = LogicalPlan.Scan.of(many.files());
        ExecutablePlan plan = inner(probe, values(2L, null, 5L));
        assertEquals(
                List.of("join p: files are pruned when the query runs"),
                JoinPruning.of(plan).lines());
        ExecutablePlan after = pruned(plan);
        assertEquals(List.of(), parts);
        ScanTask task = after.tasks().get(0);
        assertTrue(task.files().stream().allMatch(file -> List.of(2L, 5L)
                .contains(file.partitionValues().get(0))));
        long left = plan.tasks().get(0).files().size() - task.files().size();
        assertTrue(left > 30, reports(after)::toString);
        assertTrue(reports(after).get(0).contains("join p: " + left), reports(after)::toString);
        assertEquals(
                0,
                pruned(inner(probe, values((Long) null))).tasks().get(0).files().size());
    }

    @Test
    void tooManyKeysAreARange() {
        JoinKeys keys = new JoinKeys();
        for (long i = 0; i <= JoinKeys.MOST_KEYS; i++) {
            keys.add(7 + i % 20_000);
        }
        keys.add(3L);
        keys.add(null);
        Expr expr = col("p");
        assertEquals(
                "((p >= 3) AND (p <= 10007))",
                keys.condition(dev.colonnade.expr.Binder.of(StatedFiles.SCHEMA).bind(expr))
                        .toString());
    }

    @Test
    void leavesAloneWhatItMustNotTouch() {
        LogicalPlan.Scan probe = LogicalPlan.Scan.of(many.files());
        LogicalPlan build = values(2L);
        LogicalPlan small = LogicalPlan.Scan.of(new StatedFiles(random, 31).files());
        LogicalPlan other = PlanBuilder.rename(
                LogicalPlan.Scan.of(few.files()),
                Map.of("p", "key", "id", "id2", "i", "i2", "x", "x2", "s", "s2", "q", "q2"));
        LogicalPlan picked =
                PlanBuilder.limit(PlanBuilder.sort(other, List.of(col("i2").asc())), 0, 3);
        LogicalPlan summed = PlanBuilder.aggregate(
                other,
                List.of(col("key")),
                List.of(dev.colonnade.expr.Exprs.sum("x2").as("total")));
        List<ExecutablePlan> plans = List.of(
                inner(probe.withLimit(100), build),
                inner(PlanBuilder.limit(probe, 0, 100), build),
                inner(small, build),
                inner(probe, picked),
                inner(probe, summed),
                executable(
                        JoinBuilder.on(probe, build, JoinType.FULL, leftCol("p").eq(rightCol("key")))),
                executable(
                        JoinBuilder.on(probe, build, JoinType.LEFT, leftCol("p").eq(rightCol("key")))),
                executable(
                        JoinBuilder.on(probe, build, JoinType.ANTI, leftCol("p").eq(rightCol("key")))),
                executable(JoinBuilder.on(
                        build, probe, JoinType.RIGHT, leftCol("key").eq(rightCol("p")))),
                executable(JoinBuilder.on(
                        probe, build, JoinType.INNER, leftCol("p").eqNullSafe(rightCol("key")))),
                executable(JoinBuilder.on(
                        probe, build, JoinType.INNER, leftCol("p").ge(rightCol("key")))),
                executable(PlanBuilder.union(List.of(
                        PlanBuilder.select(inner(probe, build).plan(), List.of(col("id"))),
                        PlanBuilder.select(probe, List.of(col("id")))))),
                executable(probe));
        for (ExecutablePlan plan : plans) {
            assertSame(plan, pruned(plan), () -> PlanPrinter.print(plan.plan()) + reports(pruned(plan)));
            assertEquals(List.of(), JoinPruning.of(plan).lines());
        }
        assertEquals(1, JoinPruning.of(inner(probe, other)).lines().size());
    }
}
