package dev.colonnade.optimize.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.Invariants;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanPrinter;

/** Asserts what one rule does to a plan, alone. */
record RuleAssert(Rule rule) {

    /**
     * The rule turns {@code before} into the plan that prints as these lines, keeps the columns and the invariants, and
     * has nothing to do on a second run.
     */
    LogicalPlan turns(LogicalPlan before, String... lines) {
        LogicalPlan after = rule.apply(before);
        assertNotSame(before, after, "the rule did not fire on\n" + PlanPrinter.print(before));
        assertEquals(String.join("\n", lines) + "\n", PlanPrinter.print(after));
        assertTrue(
                Invariants.sameColumns(before.schema(), after.schema()),
                () -> before.schema() + " became " + after.schema());
        Invariants.check(after);
        assertSame(after, rule.apply(after), "a second run fires again");
        return after;
    }

    /** The rule has nothing to do on these plans. */
    void leavesAlone(LogicalPlan... plans) {
        for (LogicalPlan plan : plans) {
            LogicalPlan after = rule.apply(plan);
            assertSame(plan, after, () -> "the rule made\n" + PlanPrinter.print(after));
        }
    }
}
