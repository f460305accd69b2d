package dev.colonnade.optimize;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.optimize.Optimizer.Phase;
import dev.colonnade.optimize.Optimizer.Result;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    private static final LogicalPlan TWO = PlanBuilder.select(TestTables.T, List.of(col("a"), col("b")));

    private record Scripted(String id, UnaryOperator<LogicalPlan> change) implements Rule {
        @Override
        public LogicalPlan apply(LogicalPlan plan) {
            return change.apply(plan);
        }
    }

    private static Optimizer of(Rule... rules) {
        return new Optimizer(List.of(new Phase("only", "for this test", List.of(rules))));
    }

    private static LogicalPlan limited(LogicalPlan plan, long count) {
        return new LogicalPlan.Limit(plan, 0, count);
    }

    /** Counts an outer limit down to zero, one a time. */
    private static Rule countdown() {
        return new Scripted(
                "count-down",
                plan -> plan instanceof LogicalPlan.Limit limit && limit.count() > 0
                        ? limited(limit.input(), limit.count() - 1)
                        : plan);
    }

    private static void assertBroken(String message, Optimizer optimizer, LogicalPlan plan) {
        ColonnadeException e = assertThrows(ColonnadeException.class, () -> optimizer.optimize(plan));
        assertEquals(message, e.getMessage());
        assertEquals(ErrorCode.INTERNAL, e.code());
    }

    @Test
    void aRuleThatChangesColumnsIsNamed() {
        Rule narrow = new Scripted("merge-limits", plan -> PlanBuilder.select(plan, List.of(col("a"))));
        assertBroken("Rule 'merge-limits' changed the columns from [a, b] to [a].", of(narrow), TWO);
        Rule retype = new Scripted(
                "retype",
                plan -> PlanBuilder.withColumns(
                        plan, List.of(col("a").cast(DataType.INT64).as("a"))));
        assertBroken(
                "Rule 'retype' changed the columns from (a: int32, b: int64) to (a: int64, b: int64).",
                of(retype),
                TWO);
    }

    @Test
    void aRuleThatBreaksAnInvariantIsNamed() {
        BoundExpr foreign = new BoundExpr.Column("zip", DataType.BOOL, true);
        Rule bad = new Scripted("invent", plan -> new LogicalPlan.Filter(plan, foreign));
        assertBroken(
                "Rule 'invent' broke the plan: Plan node 'Filter zip' reads zip (bool), which its input "
                        + "(a: int32, b: int64) does not have.",
                of(bad),
                TWO);
    }

    @Test
    void aRuleThatNeverSettlesIsNamed() {
        Rule endless = new Scripted("stack-limits", plan -> limited(plan, 5));
        assertBroken(
                "Rule 'stack-limits' does not settle: it still fires in round 64 of phase 'only'.",
                of(new Scripted("idle", plan -> plan), endless),
                TWO);
    }

    @Test
    void aPhaseRunsUntilNoRuleFires() {
        Result result = of(countdown()).optimize(limited(TWO, 9));
        assertEquals(limited(TWO, 0), result.plan());
        assertEquals(9, result.trace().size());
    }

    @Test
    void phasesRunInTurn() {
        Rule add = new Scripted("add", plan -> plan instanceof LogicalPlan.Project ? limited(plan, 2) : plan);
        Optimizer optimizer = new Optimizer(List.of(
                new Phase("first", "nothing to count yet", List.of(countdown(), add)),
                new Phase("second", "idle", List.of(countdown()))));
        Result result = optimizer.optimize(TWO);
        assertEquals(
                List.of("first add", "first count-down", "first count-down"),
                result.trace().stream().map(s -> s.phase() + " " + s.rule()).toList());
        assertSame(TWO, result.trace().get(0).before());
        assertSame(result.trace().get(0).after(), result.trace().get(1).before());
        assertSame(result.plan(), result.trace().get(2).after());
    }

    @Test
    void noRuleLeavesEveryPlanAlone() {
        Result result = Optimizer.none().optimize(limited(TWO, 0));
        assertEquals(new Result(limited(TWO, 0), List.of()), result);
    }

    @Test
    void aRuleCanBeLeftOutByItsId() {
        assertTrue(ids(Optimizer.standard()).contains("merge-limits"));
        assertTrue(!ids(Optimizer.standard().without("merge-limits")).contains("merge-limits"));
        ColonnadeException e = assertThrows(
                ColonnadeException.class, () -> Optimizer.standard().without("merge-limit"));
        assertEquals("The optimizer has no rule 'merge-limit'. Did you mean 'merge-limits'?", e.getMessage());
        assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    }

    @Test
    void idsAreKebabCaseOfTheClassName() {
        for (Phase phase : Optimizer.standard().phases()) {
            for (Rule rule : phase.rules()) {
                String kebab = rule.getClass().getSimpleName().replaceAll("(?<!^)([A-Z])", "-$1");
                assertEquals(kebab.toLowerCase(java.util.Locale.ROOT), rule.id());
            }
        }
    }

    private static List<String> ids(Optimizer optimizer) {
        return optimizer.phases().stream()
                .flatMap(phase -> phase.rules().stream())
                .map(Rule::id)
                .toList();
    }
}
