package dev.colonnade.optimize.rule;

import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Aggregate;
import dev.colonnade.plan.LogicalPlan.Empty;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.LogicalPlan.Limit;
import dev.colonnade.plan.LogicalPlan.Project;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.plan.LogicalPlan.Sort;
import dev.colonnade.plan.LogicalPlan.Tail;
import dev.colonnade.plan.LogicalPlan.Union;
import dev.colonnade.plan.Plans;
import java.util.List;

/**
 * No input of a union gives more rows than the limit above lets through.
 *
 * <pre>
 * Limit 10 offset 5         Limit 10 offset 5
 *   Union             =>      Union
 *     one                       Limit 15
 *     two                         one
 *                               Limit 15
 *                                 two
 * </pre>
 */
final class PushLimitThroughUnion implements Rule {
    @Override
    public String id() {
        return "push-limit-through-union";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteDown(plan, PushLimitThroughUnion::push);
    }

    private static LogicalPlan push(LogicalPlan node) {
        if (!(node instanceof Limit limit)
                || !(limit.input() instanceof Union union)
                || limit.count() < 0
                || limit.count() > Long.MAX_VALUE - limit.offset()) {
            return node;
        }
        long wanted = limit.offset() + limit.count();
        List<LogicalPlan> inputs = union.inputs().stream()
                .map(input -> mostRows(input) <= wanted ? input : new Limit(input, 0, wanted))
                .toList();
        return limit.withInputs(List.of(union.withInputs(inputs)));
    }

    /** A bound of the plan's rows that the plan itself states. */
    private static long mostRows(LogicalPlan plan) {
        if (plan instanceof Limit limit) {
            return limit.count() < 0 ? mostRows(limit.input()) : limit.count();
        }
        if (plan instanceof Scan scan) {
            return scan.limit() < 0 ? Long.MAX_VALUE : scan.limit();
        }
        if (plan instanceof Tail tail) {
            return tail.count();
        }
        if (plan instanceof LogicalPlan.Values values) {
            return values.rows().size();
        }
        if (plan instanceof Empty) {
            return 0;
        }
        if (plan instanceof Aggregate aggregate && aggregate.keys().isEmpty()) {
            return 1;
        }
        boolean passes = plan instanceof Project || plan instanceof Filter || plan instanceof Sort;
        return passes ? mostRows(plan.inputs().get(0)) : Long.MAX_VALUE;
    }
}
