package dev.colonnade.optimize.rule;

import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Limit;
import dev.colonnade.plan.LogicalPlan.Project;
import dev.colonnade.plan.LogicalPlan.Tail;
import dev.colonnade.plan.Plans;
import java.util.List;

/**
 * Rows that are not wanted need no computed columns; a tail moves as a limit does.
 *
 * <pre>
 * Limit 10                     Project [a + b as x]
 *   Project [a + b as x]  =>     Limit 10
 *     input                        input
 * </pre>
 */
final class PushLimitThroughProject implements Rule {
    @Override
    public String id() {
        return "push-limit-through-project";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteDown(plan, PushLimitThroughProject::push);
    }

    private static LogicalPlan push(LogicalPlan node) {
        if ((node instanceof Limit || node instanceof Tail) && node.inputs().get(0) instanceof Project project) {
            return project.withInputs(List.of(node.withInputs(List.of(project.input()))));
        }
        return node;
    }
}
