package dev.colonnade.optimize;

import static dev.colonnade.expr.Exprs.avg;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.sum;
import static dev.colonnade.optimize.TestTables.T;
import static dev.colonnade.optimize.TestTables.U;
import static dev.colonnade.plan.PlanBuilder.aggregate;
import static dev.colonnade.plan.PlanBuilder.filter;
import static dev.colonnade.plan.PlanBuilder.limit;
import static dev.colonnade.plan.PlanBuilder.rename;
import static dev.colonnade.plan.PlanBuilder.select;
import static dev.colonnade.plan.PlanBuilder.sort;
import static dev.colonnade.plan.PlanBuilder.union;
import static dev.colonnade.plan.PlanBuilder.withColumns;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.optimize.Optimizer.Phase;
import dev.colonnade.plan.Invariants;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanPrinter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole plans through all phases: few, and each rule left out once. */
class StandardOptimizerTest {
    private static final LogicalPlan REPORT = limit(
            sort(
                    filter(
                            aggregate(
                                    filter(
                                            withColumns(
                                                    T, List.of(col("x").times(2).as("double_x"))),
                                            col("a").gt(lit(1).plus(1))
                                                    .and(col("double_x").ge(0.0))),
                                    List.of(col("s")),
                                    List.of(sum("double_x").as("total"), avg("b").as("unused"), count().as("n"))),
                            col("s").isNotNull().and(col("n").ge(1))),
                    List.of(col("total").desc())),
            0,
            10);

    private static final LogicalPlan JOINED = select(
            filter(
                    JoinBuilder.using(rename(T, Map.of("b", "k")), U, JoinType.LEFT, List.of("k")),
                    col("k").isIn(5, 7).and(col("v").gt(1)).and(col("a").lt(100L))),
            List.of(col("k"), col("w"), col("s")));

    private static final LogicalPlan NOTHING = aggregate(
            filter(filter(JoinBuilder.cross(T, U), col("a").gt(5)), col("a").lt(3)),
            List.of(),
            List.of(count().as("n")));

    private static final LogicalPlan UNITED = limit(
            select(union(List.of(U, filter(U, lit(1).gt(2)), filter(U, col("v").gt(1)))), List.of(col("w"), col("v"))),
            2,
            3);

    private static final LogicalPlan EARLY = filter(
            limit(
                    sort(
                            JoinBuilder.on(T, U, JoinType.SEMI, col("b").eq(col("k"))),
                            List.of(col("id").asc())),
                    0,
                    2),
            col("a").gt(1));

    static Stream<LogicalPlan> plans() {
        return Stream.of(REPORT, JOINED, NOTHING, UNITED, EARLY);
    }

    private static LogicalPlan optimized(LogicalPlan plan) {
        return Optimizer.standard().optimize(plan).plan();
    }

    private static void assertOptimized(LogicalPlan plan, String... lines) {
        assertEquals(String.join("\n", lines) + "\n", PlanPrinter.print(optimized(plan)));
    }

    @Test
    void reportReadsThreeColumnsAndFiltersInTheScan() {
        assertOptimized(
                select(REPORT, List.of(col("s"), col("total"))),
                "Project [s, total]",
                "  Limit 10",
                "    Sort [total desc]",
                "      Filter n >= 1",
                "        Aggregate by [s] compute [sum(double_x) as total, count() as n]",
                "          Project [s, (x * 2.0) as double_x]",
                "            Scan t columns 2/10 [x, s] filter a > 2 AND (x * 2.0) >= 0.0 AND s IS NOT NULL");
    }

    @Test
    void outerJoinBecomesInnerAndBothSidesFilter() {
        assertOptimized(
                JOINED,
                "Project [k, w, s]",
                "  Join inner on k = k_right",
                "    Project [b as k, s]",
                "      Scan t columns 2/10 [b, s] filter b in [5, 7] AND a < 100",
                "    Project [k as k_right, w]",
                "      Scan u columns 2/4 [k, w] filter v > 1 AND k in [5, 7]");
    }

    @Test
    void whatCannotGiveARowSaysWhy() {
        assertOptimized(NOTHING, "Aggregate compute [count() as n]", "  Empty (a > 5 AND a < 3 is never true)");
        assertOptimized(limit(REPORT, 0, 0), "Empty (limit 0 keeps no row)");
    }

    @Test
    void limitsReachTheScansOfAUnion() {
        assertOptimized(
                UNITED,
                "Project [w, v]",
                "  Limit 3 offset 2",
                "    Union of 2",
                "      Scan u columns 2/4 [v, w] limit 5",
                "      Scan u columns 2/4 [v, w] filter v > 1 limit 5");
    }

    @Test
    void aFilterStaysAboveALimit() {
        assertOptimized(
                EARLY,
                "Filter a > 1",
                "  Limit 2",
                "    Sort [id]",
                "      Join semi on b = k",
                "        Scan t columns 10/10 [id, a, b, x, f, s, flag, price, day, ts]",
                "        Scan u columns 1/4 [k]");
    }

    @ParameterizedTest
    @MethodSource("plans")
    void anOptimizedPlanIsLeftAlone(LogicalPlan plan) {
        LogicalPlan once = optimized(plan);
        assertSame(once, optimized(once));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void theTraceLeadsFromThePlanToTheResult(LogicalPlan plan) {
        Optimizer.Result result = Optimizer.standard().optimize(plan);
        LogicalPlan current = plan;
        for (Optimizer.Step step : result.trace()) {
            assertSame(current, step.before());
            current = step.after();
        }
        assertSame(result.plan(), current);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void everyRuleCanBeLeftOut(LogicalPlan plan) {
        List<String> rows = rows(plan);
        List<String> ids = Optimizer.standard().phases().stream()
                .map(Phase::rules)
                .flatMap(List::stream)
                .map(Rule::id)
                .distinct()
                .toList();
        assertTrue(ids.size() > 30, ids::toString);
        for (String id : ids) {
            LogicalPlan after = Optimizer.standard().without(id).optimize(plan).plan();
            assertTrue(Invariants.sameColumns(plan.schema(), after.schema()), id);
            assertEquals(rows, rows(after), id);
        }
    }

    private static List<String> rows(LogicalPlan plan) {
        return TestTables.rows(plan).stream().map(List::toString).sorted().toList();
    }
}
