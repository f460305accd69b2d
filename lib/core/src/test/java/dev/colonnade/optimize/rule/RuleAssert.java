package dev.colonnade.optimize.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.optimize.Rule;
import dev.colonnade.optimize.TestTables;
import dev.colonnade.plan.Invariants;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanPrinter;
import java.util.List;

/** Asserts what one rule does to a plan, alone. */
record RuleAssert(Rule rule) {

    /**
     * The rule turns {@code before} into the plan that prints as these lines, keeps the columns, the rows and the
     * invariants, and has nothing to do on a second run.
     */
    LogicalPlan turns(LogicalPlan before, String... lines) {
        LogicalPlan after = rule.apply(before);
        assertNotSame(before, after, "the rule did not fire on\n" + PlanPrinter.print(before));
        assertEquals(String.join("\n", lines) + "\n", PlanPrinter.print(after));
        assertTrue(
                Invariants.sameColumns(before.schema(), after.schema()),
                () -> before.schema() + " became " + after.schema());
        Invariants.check(after);
        assertEquals(bag(before), bag(after), "other rows");
        assertSame(after, rule.apply(after), "a second run fires again");
        return after;
    }

    /** The rows of a plan in any order. */
    static List<String> bag(LogicalPlan plan) {
        return TestTables.rows(plan).stream().map(List::toString).sorted().toList();
    }

    /** The rule has nothing to do on these plans. */
    void leavesAlone(LogicalPlan... plans) {
        for (LogicalPlan plan : plans) {
            LogicalPlan after = rule.apply(plan);
            assertSame(plan, after, () -> "the rule made\n" + PlanPrinter.print(after));
        }
    }
}
