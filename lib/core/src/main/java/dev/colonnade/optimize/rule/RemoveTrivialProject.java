package dev.colonnade.optimize.rule;

import dev.colonnade.expr.NamedExpr;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Project;
import dev.colonnade.plan.Plans;

/**
 * A projection that passes through every column in its place goes.
 *
 * <pre>
 * Project [a, b]         input (a, b)
 *   input (a, b)   =>
 * </pre>
 */
final class RemoveTrivialProject implements Rule {
    @Override
    public String id() {
        return "remove-trivial-project";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(
                plan, node -> node instanceof Project project && isTrivial(project) ? project.input() : node);
    }

    private static boolean isTrivial(Project project) {
        if (project.exprs().size() != project.input().schema().size()) {
            return false;
        }
        for (int i = 0; i < project.exprs().size(); i++) {
            NamedExpr named = project.exprs().get(i);
            if (!named.isPassThrough()
                    || !named.name().equals(project.input().schema().field(i).name())) {
                return false;
            }
        }
        return true;
    }
}
