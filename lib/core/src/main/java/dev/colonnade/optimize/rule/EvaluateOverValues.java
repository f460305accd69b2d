package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.BoundSortKey;
import dev.colonnade.expr.Folding;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Empty;
import dev.colonnade.plan.LogicalPlan.Filter;
import dev.colonnade.plan.LogicalPlan.Limit;
import dev.colonnade.plan.LogicalPlan.Project;
import dev.colonnade.plan.LogicalPlan.Sort;
import dev.colonnade.plan.LogicalPlan.Tail;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.plan.Plans;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands over known rows is computed here, if it can be for each of them.
 *
 * <pre>
 * Project [n * 2 as m]         Values 2 rows [m]
 *   Filter n > 1          =>
 *     Values 3 rows [n]
 * </pre>
 */
final class EvaluateOverValues implements Rule {
    /** More rows than that are for an engine to compute with. */
    private static final int MOST_ROWS = 10_000;

    /** A row and its sort keys. */
    private record Keyed(List<@Nullable Object> row, List<@Nullable Object> keys) {}

    @Override
    public String id() {
        return "evaluate-over-values";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, EvaluateOverValues::evaluate);
    }

    private static LogicalPlan evaluate(LogicalPlan node) {
        if (node.inputs().size() != 1
                || !(node.inputs().get(0) instanceof LogicalPlan.Values values)
                || values.rows().size() > MOST_ROWS) {
            return node;
        }
        List<List<@Nullable Object>> rows = rows(node, values);
        if (rows == null) {
            return node;
        }
        return rows.isEmpty()
                ? new Empty(node.schema(), PlanPrinter.line(node) + " keeps none of the known rows")
                : new LogicalPlan.Values(node.schema(), rows, values.origin());
    }

    /** The node's rows, or null if they cannot be computed here. */
    private static @Nullable List<List<@Nullable Object>> rows(LogicalPlan node, LogicalPlan.Values input) {
        if (node instanceof Project project) {
            return computed(project.exprs().stream().map(NamedExpr::expr).toList(), input);
        }
        if (node instanceof Filter filter) {
            return kept(filter.condition(), input);
        }
        if (node instanceof Sort sort) {
            return sorted(sort.keys(), input);
        }
        List<List<@Nullable Object>> rows = input.rows();
        if (node instanceof Limit limit) {
            int from = (int) Math.min(limit.offset(), rows.size());
            long count = limit.count() < 0 ? rows.size() : limit.count();
            return rows.subList(from, from + (int) Math.min(count, rows.size() - from));
        }
        return node instanceof Tail tail
                ? rows.subList((int) Math.max(0, rows.size() - tail.count()), rows.size())
                : null;
    }

    /** The values of the expressions for each row, or null. */
    private static @Nullable List<List<@Nullable Object>> computed(List<BoundExpr> exprs, LogicalPlan.Values input) {
        List<List<@Nullable Object>> rows = new ArrayList<>(input.rows().size());
        for (List<@Nullable Object> row : input.rows()) {
            Map<String, BoundExpr> cells = new HashMap<>();
            for (int i = 0; i < row.size(); i++) {
                String name = input.schema().field(i).name();
                cells.put(
                        name,
                        BoundExpr.Literal.of(row.get(i), input.schema().field(i).type()));
            }
            List<@Nullable Object> values = new ArrayList<>(exprs.size());
            for (BoundExpr expr : exprs) {
                if (!(Folding.foldAll(BoundExprs.substitute(expr, cells)) instanceof BoundExpr.Literal literal)) {
                    return null;
                }
                values.add(literal.value());
            }
            rows.add(values);
        }
        return rows;
    }

    private static @Nullable List<List<@Nullable Object>> kept(BoundExpr condition, LogicalPlan.Values input) {
        List<List<@Nullable Object>> outcomes = computed(List.of(condition), input);
        if (outcomes == null) {
            return null;
        }
        List<List<@Nullable Object>> kept = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (Boolean.TRUE.equals(outcomes.get(i).get(0))) {
                kept.add(input.rows().get(i));
            }
        }
        return kept;
    }

    private static @Nullable List<List<@Nullable Object>> sorted(List<BoundSortKey> keys, LogicalPlan.Values input) {
        List<List<@Nullable Object>> computed =
                computed(keys.stream().map(BoundSortKey::expr).toList(), input);
        if (computed == null) {
            return null;
        }
        List<Keyed> keyed = new ArrayList<>(computed.size());
        for (int i = 0; i < computed.size(); i++) {
            keyed.add(new Keyed(input.rows().get(i), computed.get(i)));
        }
        keyed.sort(order(keys));
        List<List<@Nullable Object>> rows = new ArrayList<>(keyed.size());
        keyed.forEach(row -> rows.add(row.row()));
        return rows;
    }

    private static Comparator<Keyed> order(List<BoundSortKey> keys) {
        return (a, b) -> {
            for (int i = 0; i < keys.size(); i++) {
                int order = compare(a.keys().get(i), b.keys().get(i), keys.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private static int compare(@Nullable Object a, @Nullable Object b, BoundSortKey key) {
        if (a == null || b == null) {
            int nullsLast = Boolean.compare(a == null, b == null);
            return key.nulls() == SortKey.NullOrder.LAST ? nullsLast : -nullsLast;
        }
        int ascending = Values.compare(a, b);
        return key.direction() == SortKey.Direction.ASC ? ascending : -ascending;
    }
}
