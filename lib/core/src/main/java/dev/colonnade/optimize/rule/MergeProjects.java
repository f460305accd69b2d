package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Project;
import dev.colonnade.plan.Plans;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two projections in a row become one, unless that computes something twice: an inner expression that is more than a
 * column or constant may be used once at most.
 *
 * <pre>
 * Project [x + 1 as y]              Project [a * 2 + 1 as y]
 *   Project [a * 2 as x, b]   =>      input
 *     input
 * </pre>
 */
final class MergeProjects implements Rule {
    @Override
    public String id() {
        return "merge-projects";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, MergeProjects::merge);
    }

    private static LogicalPlan merge(LogicalPlan node) {
        if (!(node instanceof Project outer) || !(outer.input() instanceof Project inner)) {
            return node;
        }
        Map<String, BoundExpr> definitions = new HashMap<>();
        Set<String> costly = new HashSet<>();
        for (NamedExpr named : inner.exprs()) {
            definitions.put(named.name(), named.expr());
            if (!named.expr().children().isEmpty()) {
                costly.add(named.name());
            }
        }
        Set<String> used = new HashSet<>();
        for (NamedExpr named : outer.exprs()) {
            if (usesTwice(named.expr(), costly, used)) {
                return node;
            }
        }
        List<NamedExpr> merged = outer.exprs().stream()
                .map(named -> named.withExpr(BoundExprs.substitute(named.expr(), definitions)))
                .toList();
        return Project.of(inner.input(), merged);
    }

    /** Whether the expression reads a costly column that is in {@code used} already; adds those that it reads. */
    private static boolean usesTwice(BoundExpr expr, Set<String> costly, Set<String> used) {
        if (expr instanceof BoundExpr.Column column && costly.contains(column.name())) {
            return !used.add(column.name());
        }
        for (BoundExpr child : expr.children()) {
            if (usesTwice(child, costly, used)) {
                return true;
            }
        }
        return false;
    }
}
