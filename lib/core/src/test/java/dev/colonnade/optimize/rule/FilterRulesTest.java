package dev.colonnade.optimize.rule;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.optimize.TestTables.T;
import static dev.colonnade.plan.PlanBuilder.filter;
import static dev.colonnade.plan.PlanBuilder.limit;
import static dev.colonnade.plan.PlanBuilder.select;

import dev.colonnade.plan.LogicalPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterRulesTest {
    private static final String SCAN = "Scan t columns 10/10 [id, a, b, x, f, s, flag, price, day, ts]";
    private static final LogicalPlan A_5 = filter(T, col("a").gt(5));

    @Test
    void mergeFilters() {
        RuleAssert rule = new RuleAssert(new MergeFilters());
        rule.turns(
                filter(filter(A_5, col("b").lt(3)), col("s").eq("z")),
                "Filter a > 5 AND b < 3 AND s = 'z'",
                "  " + SCAN);
        rule.leavesAlone(A_5, filter(limit(A_5, 0, 5), col("b").lt(3)));
    }

    @Test
    void pushFilterThroughProject() {
        RuleAssert rule = new RuleAssert(new PushFilterThroughProject());
        LogicalPlan computed = select(T, List.of(col("a").plus(col("b")).as("x"), col("b").as("c")));
        rule.turns(
                filter(computed, col("x").gt(5).and(col("c").isNull())),
                "Project [(cast(a as int64) + b) as x, b as c]",
                "  Filter (cast(a as int64) + b) > 5 AND b IS NULL",
                "    " + SCAN);
        rule.turns(
                filter(select(computed, List.of(col("c").as("d"))), col("d").eq(1)),
                "Project [c as d]",
                "  Project [(cast(a as int64) + b) as x, b as c]",
                "    Filter b = 1",
                "      " + SCAN);
        rule.leavesAlone(A_5, select(A_5, List.of(col("a"))), filter(limit(computed, 0, 5), col("x").gt(5)));
    }

    @Test
    void pushFilterIntoScan() {
        RuleAssert rule = new RuleAssert(new PushFilterIntoScan());
        rule.turns(A_5, SCAN + " filter a > 5");
        rule.turns(
                filter(T.withFilter(((LogicalPlan.Filter) A_5).condition()), col("b").lt(3)),
                SCAN + " filter a > 5 AND b < 3");
        rule.leavesAlone(T, filter(T.withLimit(3), col("a").gt(5)), filter(limit(T, 0, 3), col("a").gt(5)));
    }
}
