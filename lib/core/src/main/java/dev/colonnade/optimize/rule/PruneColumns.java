package dev.colonnade.optimize.rule;

import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;

/**
 * Columns and aggregates that nobody above reads are not computed, and scans read only the columns that are left.
 *
 * <pre>
 * Aggregate by [] compute [sum(x)]               Aggregate by [] compute [sum(x)]
 *   Project [a + b as x, c as y]           =>      Project [a + b as x]
 *     Scan t columns 4/4 [a, b, c, d]                Scan t columns 2/4 [a, b]
 * </pre>
 */
final class PruneColumns implements Rule {
    @Override
    public String id() {
        return "prune-columns";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return ColumnPruner.prune(plan, plan.schema().names());
    }
}
