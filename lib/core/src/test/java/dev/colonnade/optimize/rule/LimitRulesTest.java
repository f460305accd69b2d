package dev.colonnade.optimize.rule;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.optimize.TestTables.T;
import static dev.colonnade.optimize.TestTables.U;
import static dev.colonnade.plan.PlanBuilder.filter;
import static dev.colonnade.plan.PlanBuilder.limit;
import static dev.colonnade.plan.PlanBuilder.select;
import static dev.colonnade.plan.PlanBuilder.sort;
import static dev.colonnade.plan.PlanBuilder.tail;

import dev.colonnade.plan.LogicalPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitRulesTest {
    private static final String SCAN = "Scan u columns 4/4 [k, v, w, y]";
    private static final LogicalPlan COMPUTED =
            select(U, List.of(col("v").plus(1).as("z")));

    @Test
    void mergeLimits() {
        RuleAssert rule = new RuleAssert(new MergeLimits());
        rule.turns(limit(limit(U, 2, 20), 5, 10), "Limit 10 offset 7", "  " + SCAN);
        rule.turns(limit(limit(U, 2, 12), 5, 10), "Limit 7 offset 7", "  " + SCAN);
        rule.turns(limit(limit(U, 0, 3), 5, 10), "Limit 0 offset 5", "  " + SCAN);
        rule.turns(limit(limit(limit(U, 0, 3), 0, 2), 0, 4), "Limit 2", "  " + SCAN);
        rule.turns(limit(new LogicalPlan.Limit(U, 4, -1), 0, 9), "Limit 9 offset 4", "  " + SCAN);
        rule.turns(new LogicalPlan.Limit(limit(U, 0, 9), 4, -1), "Limit 5 offset 4", "  " + SCAN);
        rule.turns(new LogicalPlan.Limit(U, 0, -1), SCAN);
        rule.turns(
                limit(limit(U, Long.MAX_VALUE, Long.MAX_VALUE), 5, 1), "Limit 1 offset " + Long.MAX_VALUE, "  " + SCAN);
        rule.turns(tail(tail(U, 5), 3), "Tail 3", "  " + SCAN);
        rule.leavesAlone(
                limit(U, 0, 3), new LogicalPlan.Limit(U, 3, -1), limit(tail(U, 3), 0, 2), tail(limit(U, 0, 3), 2));
    }

    @Test
    void pushLimitThroughProject() {
        RuleAssert rule = new RuleAssert(new PushLimitThroughProject());
        rule.turns(limit(COMPUTED, 3, 7), "Project [(v + 1) as z]", "  Limit 7 offset 3", "    " + SCAN);
        rule.turns(tail(COMPUTED, 7), "Project [(v + 1) as z]", "  Tail 7", "    " + SCAN);
        rule.leavesAlone(limit(filter(COMPUTED, col("z").gt(1)), 0, 7), select(limit(U, 0, 7), List.of(col("v"))));
    }

    @Test
    void pushLimitIntoScan() {
        RuleAssert rule = new RuleAssert(new PushLimitIntoScan());
        rule.turns(limit(U, 0, 10), SCAN + " limit 10");
        rule.turns(limit(U, 5, 10), "Limit 10 offset 5", "  " + SCAN + " limit 15");
        rule.turns(limit(U.withLimit(3), 0, 10), SCAN + " limit 3");
        rule.turns(limit(U.withLimit(13), 0, 10), SCAN + " limit 10");
        rule.leavesAlone(
                T,
                limit(filter(U, col("v").gt(1)), 0, 3),
                limit(sort(U, List.of(col("v").asc())), 0, 3),
                new LogicalPlan.Limit(U, 5, -1),
                limit(U, 5, Long.MAX_VALUE));
    }
}
