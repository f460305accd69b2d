package dev.colonnade.optimize.rule;

import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Aggregate;
import dev.colonnade.plan.LogicalPlan.Distinct;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A grouping of a scan that footers and directory names may answer.
 *
 * @param scan what is grouped
 * @param keys partition columns of the scan's file set
 * @param measures what is computed of each group
 */
record StatisticsQuestion(Scan scan, List<String> keys, List<Measure> measures) {

    /** An aggregate of one column of the file set, or of none for {@link AggregateFunction#COUNT_ROWS}. */
    record Measure(AggregateFunction function, @Nullable String column) {}

    /** The question that a node asks of a scan below it, by its shape alone; null if it asks none. */
    static @Nullable StatisticsQuestion of(LogicalPlan node) {
        if (!(node instanceof Aggregate || node instanceof Distinct)) {
            return null;
        }
        LogicalPlan input = node.inputs().get(0);
        Scan scan = Origins.scan(input);
        if (scan == null || scan.limit() >= 0) {
            return null;
        }
        List<NamedExpr> aggregates = node instanceof Aggregate aggregate ? aggregate.aggregates() : List.of();
        List<BoundExpr> keyExprs = node instanceof Aggregate aggregate
                ? aggregate.keys().stream().map(NamedExpr::expr).toList()
                : node.schema().fields().stream()
                        .<BoundExpr>map(BoundExpr.Column::of)
                        .toList();
        if (keyExprs.isEmpty() && aggregates.isEmpty()) {
            return null;
        }
        Set<String> partitions =
                scan.files().partitionFields().stream().map(Field::name).collect(Collectors.toSet());
        List<String> keys = new ArrayList<>();
        for (BoundExpr key : keyExprs) {
            String name = Origins.column(input, key);
            if (name == null || !partitions.contains(name)) {
                return null;
            }
            keys.add(name);
        }
        List<Measure> measures = new ArrayList<>();
        for (NamedExpr named : aggregates) {
            Measure measure = measure(input, (BoundExpr.Aggregate) named.expr());
            if (measure == null) {
                return null;
            }
            measures.add(measure);
        }
        return new StatisticsQuestion(scan, keys, measures);
    }

    private static @Nullable Measure measure(LogicalPlan input, BoundExpr.Aggregate aggregate) {
        if (aggregate.where() != null) {
            return null;
        }
        return switch (aggregate.function()) {
            case COUNT_ROWS -> new Measure(AggregateFunction.COUNT_ROWS, null);
            case COUNT, MIN, MAX -> {
                String column = Origins.column(input, aggregate.args().get(0));
                yield column == null ? null : new Measure(aggregate.function(), column);
            }
            default -> null;
        };
    }
}
