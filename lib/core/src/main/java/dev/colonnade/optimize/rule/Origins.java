package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Project;
import dev.colonnade.plan.LogicalPlan.Scan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the rows and columns of projections over a scan come from. */
final class Origins {
    private Origins() {}

    /** The scan below nothing but projections, or null. */
    static @Nullable Scan scan(LogicalPlan plan) {
        LogicalPlan input = plan;
        while (input instanceof Project project) {
            input = project.input();
        }
        return input instanceof Scan scan ? scan : null;
    }

    /** The column of the file set that an expression over such a plan passes through, or null if it computes something. */
    static @Nullable String column(LogicalPlan plan, BoundExpr expr) {
        if (!(expr instanceof BoundExpr.Column column)) {
            return null;
        }
        if (plan instanceof Project project) {
            Optional<NamedExpr> source = project.exprs().stream()
                    .filter(named -> named.name().equals(column.name()))
                    .findFirst();
            return source.isEmpty()
                    ? null
                    : column(project.input(), source.get().expr());
        }
        return plan instanceof Scan ? column.name() : null;
    }
}
