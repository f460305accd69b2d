package dev.colonnade.optimize.rule;

import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Aggregate;
import dev.colonnade.plan.LogicalPlan.Empty;
import dev.colonnade.plan.LogicalPlan.Join;
import dev.colonnade.plan.LogicalPlan.Sql;
import dev.colonnade.plan.LogicalPlan.Union;
import dev.colonnade.plan.Plans;
import java.util.List;

/**
 * What depends on rows that do not exist is empty for the same reason, and a union does without them. An aggregate without
 * keys is not empty: it has its one row.
 *
 * <pre>
 * Sort [a]            =>   Empty (why)
 *   Empty (why)
 *
 * Union               =>   one
 *   one
 *   Empty (why)
 * </pre>
 */
final class PropagateEmpty implements Rule {
    @Override
    public String id() {
        return "propagate-empty";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, PropagateEmpty::propagate);
    }

    private static LogicalPlan propagate(LogicalPlan node) {
        if (node.inputs().stream().noneMatch(input -> input instanceof Empty)) {
            return node;
        }
        if (node instanceof Union union) {
            return union(union);
        }
        boolean stays = node instanceof Sql
                || node instanceof Join
                || node instanceof Aggregate aggregate && aggregate.keys().isEmpty();
        return stays ? node : empty(node, node.inputs().get(0));
    }

    /** The node's columns without rows, for the reason of an empty input. */
    static LogicalPlan empty(LogicalPlan node, LogicalPlan because) {
        return new Empty(node.schema(), ((Empty) because).reason());
    }

    private static LogicalPlan union(Union union) {
        List<LogicalPlan> rest = union.inputs().stream()
                .filter(input -> !(input instanceof Empty))
                .toList();
        if (rest.isEmpty()) {
            return empty(union, union.inputs().get(0));
        }
        return rest.size() == 1 ? rest.get(0) : Union.of(rest);
    }
}
