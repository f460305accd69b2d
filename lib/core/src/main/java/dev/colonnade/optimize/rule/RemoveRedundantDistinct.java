package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Aggregate;
import dev.colonnade.plan.LogicalPlan.Distinct;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.LogicalPlan.Limit;
import dev.colonnade.plan.LogicalPlan.Project;
import dev.colonnade.plan.LogicalPlan.Sort;
import dev.colonnade.plan.LogicalPlan.Tail;
import dev.colonnade.plan.Plans;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows that are unique by their group keys, or distinct already, are left as they are.
 *
 * <pre>
 * Distinct                             Aggregate by [a] compute [n]
 *   Aggregate by [a] compute [n]  =>     input
 *     input
 * </pre>
 */
final class RemoveRedundantDistinct implements Rule {
    @Override
    public String id() {
        return "remove-redundant-distinct";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(
                plan,
                node -> node instanceof Distinct distinct
                                && isUnique(
                                        distinct.input(),
                                        new HashSet<>(distinct.schema().names()))
                        ? distinct.input()
                        : node);
    }

    /** Whether no two rows of the plan agree in all of these columns. */
    private static boolean isUnique(LogicalPlan plan, Set<String> columns) {
        if (plan instanceof Distinct) {
            return columns.containsAll(plan.schema().names());
        }
        if (plan instanceof Aggregate aggregate) {
            List<String> keys = aggregate.keys().stream().map(NamedExpr::name).toList();
            return columns.containsAll(keys);
        }
        if (plan instanceof Project project) {
            Set<String> passed = new HashSet<>();
            for (NamedExpr named : project.exprs()) {
                if (columns.contains(named.name()) && named.expr() instanceof BoundExpr.Column column) {
                    passed.add(column.name());
                }
            }
            return isUnique(project.input(), passed);
        }
        boolean passes =
                plan instanceof Filter || plan instanceof Sort || plan instanceof Limit || plan instanceof Tail;
        return passes && isUnique(plan.inputs().get(0), columns);
    }
}
