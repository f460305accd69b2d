package dev.colonnade.plan;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.NamedExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes results such as {@code sum(a) / count() as mean} apart: the aggregates go into an aggregate node, what is
 * computed from them and from the keys into a projection above it.
 */
final class AggregateSplitter {
    private final Map<BoundExpr, NamedExpr> keys = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<BoundExpr.Aggregate, String> names = new LinkedHashMap<>();

    private AggregateSplitter(List<NamedExpr> keys) {
        keys.forEach(key -> this.keys.putIfAbsent(key.expr(), key));
        keys.forEach(key -> taken.add(key.name()));
    }

    static LogicalPlan split(LogicalPlan input, List<NamedExpr> keys, List<NamedExpr> results) {
        if (results.stream().allMatch(r -> r.expr() instanceof BoundExpr.Aggregate)) {
            return LogicalPlan.Aggregate.of(input, keys, results);
        }
        AggregateSplitter splitter = new AggregateSplitter(keys);
        List<NamedExpr> columns = new ArrayList<>();
        keys.forEach(key -> columns.add(new NamedExpr(key.name(), BoundExpr.Column.of(key.field()))));
        for (NamedExpr result : results) {
            columns.add(new NamedExpr(result.name(), splitter.above(result.expr(), result)));
        }
        List<NamedExpr> aggregates = new ArrayList<>();
        splitter.names.forEach((aggregate, name) -> aggregates.add(new NamedExpr(name, aggregate)));
        return LogicalPlan.Project.of(LogicalPlan.Aggregate.of(input, keys, aggregates), columns);
    }

    private String freeName() {
        int number = names.size();
        while (!taken.add("__agg" + number)) {
            number++;
        }
        return "__agg" + number;
    }

    /** The expression over the aggregate node's output. */
    private BoundExpr above(BoundExpr expr, NamedExpr result) {
        NamedExpr key = keys.get(expr);
        if (key != null) {
            return BoundExpr.Column.of(key.field());
        }
        if (expr instanceof BoundExpr.Aggregate aggregate) {
            String name = names.computeIfAbsent(aggregate, a -> freeName());
            return new BoundExpr.Column(name, aggregate.type(), aggregate.nullable());
        }
        if (expr instanceof BoundExpr.Column column) {
            throw new PlanException(
                    ErrorCode.INVALID_PLAN,
                    "Column '" + column.name() + "' in " + result
                            + " is neither a group key nor inside an aggregate: add it to groupBy(..) or aggregate it.");
        }
        List<BoundExpr> children = new ArrayList<>();
        expr.children().forEach(child -> children.add(above(child, result)));
        return expr.withChildren(children);
    }
}
