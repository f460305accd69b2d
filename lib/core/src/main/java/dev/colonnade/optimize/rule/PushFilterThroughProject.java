package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.LogicalPlan.Project;
import dev.colonnade.plan.Plans;
import java.util.HashMap;
import java.util.Map;

/**
 * A filter over computed columns asks the same of what they are computed from.
 *
 * <pre>
 * Filter x > 5                      Project [a + b as x]
 *   Project [a + b as x]     =>       Filter a + b > 5
 *     input                             input
 * </pre>
 */
final class PushFilterThroughProject implements Rule {
    @Override
    public String id() {
        return "push-filter-through-project";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteDown(plan, PushFilterThroughProject::push);
    }

    private static LogicalPlan push(LogicalPlan node) {
        if (!(node instanceof Filter filter) || !(filter.input() instanceof Project project)) {
            return node;
        }
        Map<String, BoundExpr> definitions = new HashMap<>();
        for (NamedExpr named : project.exprs()) {
            definitions.put(named.name(), named.expr());
        }
        Filter below = new Filter(project.input(), BoundExprs.substitute(filter.condition(), definitions));
        return new Project(below, project.exprs(), project.schema());
    }
}
