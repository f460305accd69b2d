package dev.colonnade.optimize.rule;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.optimize.TestTables.U;
import static dev.colonnade.plan.PlanBuilder.limit;
import static dev.colonnade.plan.PlanBuilder.select;

import dev.colonnade.plan.LogicalPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectRulesTest {
    private static final String SCAN = "Scan u columns 4/4 [k, v, w, y]";
    private static final LogicalPlan INNER =
            select(U, List.of(col("v").times(2).as("z"), col("w"), lit(7).as("seven")));

    @Test
    void mergeProjects() {
        RuleAssert rule = new RuleAssert(new MergeProjects());
        rule.turns(
                select(INNER, List.of(col("z").plus(1).as("a"), col("w").as("b"), col("w").as("c"))),
                "Project [((v * 2) + 1) as a, w as b, w as c]",
                "  " + SCAN);
        rule.turns(
                select(INNER, List.of(col("seven").plus(col("seven")).as("a"))), "Project [(7 + 7) as a]", "  " + SCAN);
        rule.leavesAlone(
                INNER,
                select(INNER, List.of(col("z").plus(col("z")).as("a"))),
                select(INNER, List.of(col("z"), col("z").as("y"))),
                select(limit(INNER, 0, 3), List.of(col("z"))));
    }

    @Test
    void removeTrivialProject() {
        RuleAssert rule = new RuleAssert(new RemoveTrivialProject());
        rule.turns(select(U, List.of(col("k"), col("v"), col("w"), col("y"))), SCAN);
        rule.leavesAlone(
                U,
                select(U, List.of(col("k"), col("v"), col("w"))),
                select(U, List.of(col("v"), col("k"), col("w"), col("y"))),
                select(U, List.of(col("k"), col("v"), col("w"), col("w").as("y"))));
    }
}
