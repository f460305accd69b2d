package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Aggregate;
import dev.colonnade.plan.LogicalPlan.Distinct;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.LogicalPlan.Join;
import dev.colonnade.plan.LogicalPlan.Limit;
import dev.colonnade.plan.LogicalPlan.Project;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.plan.LogicalPlan.Sort;
import dev.colonnade.plan.LogicalPlan.Tail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What filters below a node promise about its output columns, and which of these are file columns. */
final class KnownConditions {
    private KnownConditions() {}

    /** Conditions that are true of every row of the plan. */
    static List<BoundExpr> of(LogicalPlan plan) {
        List<BoundExpr> known = new ArrayList<>();
        if (plan instanceof Scan scan) {
            if (scan.filter() != null) {
                known.addAll(BoundExprs.conjuncts(scan.filter()));
            }
        } else if (plan instanceof Filter filter) {
            known.addAll(of(filter.input()));
            known.addAll(BoundExprs.conjuncts(filter.condition()));
        } else if (plan instanceof Project project) {
            return renamed(of(project.input()), project.exprs());
        } else if (plan instanceof Aggregate aggregate) {
            return renamed(of(aggregate.input()), aggregate.keys());
        } else if (plan instanceof Join join) {
            known.addAll(join.type().padsLeft() ? List.of() : of(join.left()));
            known.addAll(join.type().padsRight() || !join.type().keepsRightColumns() ? List.of() : of(join.right()));
        } else if (plan instanceof Sort || plan instanceof Distinct || plan instanceof Limit || plan instanceof Tail) {
            return of(plan.inputs().get(0));
        }
        known.removeIf(condition -> !BoundExprs.columns(condition).stream().allMatch(plan.schema()::contains));
        return known;
    }

    /** The conditions about columns that are passed through, under their new names. */
    private static List<BoundExpr> renamed(List<BoundExpr> conditions, List<NamedExpr> columns) {
        Map<String, BoundExpr> names = new HashMap<>();
        for (NamedExpr named : columns) {
            if (named.expr() instanceof BoundExpr.Column column) {
                names.putIfAbsent(column.name(), BoundExpr.Column.of(named.field()));
            }
        }
        return conditions.stream()
                .filter(condition -> names.keySet().containsAll(BoundExprs.columns(condition)))
                .map(condition -> BoundExprs.substitute(condition, names))
                .toList();
    }

    /** Whether a column of the plan is a column of files, passed through by every node in between. */
    static boolean isFileColumn(LogicalPlan plan, String name) {
        if (plan instanceof Scan) {
            return true;
        }
        if (plan instanceof Project project) {
            return isFileColumn(project.input(), project.exprs(), name);
        }
        if (plan instanceof Aggregate aggregate) {
            return isFileColumn(aggregate.input(), aggregate.keys(), name);
        }
        if (plan instanceof Join join) {
            return isFileColumn(join.left().schema().contains(name) ? join.left() : join.right(), name);
        }
        boolean passes = plan instanceof Filter
                || plan instanceof Sort
                || plan instanceof Distinct
                || plan instanceof Limit
                || plan instanceof Tail;
        return passes && isFileColumn(plan.inputs().get(0), name);
    }

    private static boolean isFileColumn(LogicalPlan input, List<NamedExpr> columns, String name) {
        Optional<NamedExpr> origin =
                columns.stream().filter(named -> named.name().equals(name)).findFirst();
        return origin.isPresent()
                && origin.get().expr() instanceof BoundExpr.Column column
                && isFileColumn(input, column.name());
    }
}
