package dev.colonnade.optimize.rule;

import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Limit;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.plan.Plans;
import java.util.List;

/**
 * A scan stops by itself after its first rows in file order. Rows to pass over stay with a limit above.
 *
 * <pre>
 * Limit 10 offset 5         Limit 10 offset 5
 *   Scan t           =>       Scan t limit 15
 * </pre>
 */
final class PushLimitIntoScan implements Rule {
    @Override
    public String id() {
        return "push-limit-into-scan";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, PushLimitIntoScan::push);
    }

    private static LogicalPlan push(LogicalPlan node) {
        if (!(node instanceof Limit limit) || !(limit.input() instanceof Scan scan) || limit.count() < 0) {
            return node;
        }
        if (limit.count() > Long.MAX_VALUE - limit.offset()) {
            return node;
        }
        long wanted = limit.offset() + limit.count();
        boolean tighter = scan.limit() < 0 || wanted < scan.limit();
        LogicalPlan input = tighter ? scan.withLimit(wanted) : scan;
        return limit.offset() == 0 ? input : limit.withInputs(List.of(input));
    }
}
