package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.BoundSortKey;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.plan.PlanVisitor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan that gives at least the required columns, in the order they had, and as few others as its operators allow: filters
 * and sorts keep what they read themselves.
 */
final class ColumnPruner implements PlanVisitor<LogicalPlan> {
    private final Set<String> required;

    private ColumnPruner(Set<String> required) {
        this.required = required;
    }

    static LogicalPlan prune(LogicalPlan plan, Collection<String> required) {
        return plan.accept(new ColumnPruner(new HashSet<>(required)));
    }

    /** The input, with the required columns and those that the expressions read. */
    private LogicalPlan withRequiredAnd(LogicalPlan input, Collection<BoundExpr> exprs) {
        Set<String> needed = new HashSet<>(required);
        exprs.forEach(expr -> needed.addAll(BoundExprs.columns(expr)));
        return prune(input, needed);
    }

    private List<NamedExpr> kept(List<NamedExpr> exprs) {
        return exprs.stream().filter(named -> required.contains(named.name())).toList();
    }

    private static LogicalPlan withColumnsOf(LogicalPlan input, List<NamedExpr> exprs) {
        Set<String> needed = new HashSet<>();
        exprs.forEach(named -> needed.addAll(BoundExprs.columns(named.expr())));
        return prune(input, needed);
    }

    @Override
    public LogicalPlan visitScan(LogicalPlan.Scan scan) {
        List<String> names = scan.columns().stream().filter(required::contains).toList();
        return names.size() == scan.columns().size() ? scan : scan.withColumns(names);
    }

    @Override
    public LogicalPlan visitSql(LogicalPlan.Sql sql) {
        return sql;
    }

    @Override
    public LogicalPlan visitEmpty(LogicalPlan.Empty empty) {
        return empty;
    }

    @Override
    public LogicalPlan visitValues(LogicalPlan.Values values) {
        List<String> names =
                values.schema().names().stream().filter(required::contains).toList();
        if (names.size() == values.schema().size()) {
            return values;
        }
        List<Integer> kept = names.stream().map(values.schema()::indexOf).toList();
        List<List<@Nullable Object>> rows = new ArrayList<>(values.rows().size());
        for (List<@Nullable Object> row : values.rows()) {
            List<@Nullable Object> cells = new ArrayList<>(kept.size());
            kept.forEach(column -> cells.add(row.get(column)));
            rows.add(cells);
        }
        return new LogicalPlan.Values(values.schema().select(names), rows, values.origin());
    }

    @Override
    public LogicalPlan visitFilter(LogicalPlan.Filter filter) {
        return filter.withInputs(List.of(withRequiredAnd(filter.input(), Set.of(filter.condition()))));
    }

    /** Without a required column, it still hides what its input keeps for itself, whose names may be taken above. */
    @Override
    public LogicalPlan visitProject(LogicalPlan.Project project) {
        List<NamedExpr> exprs = kept(project.exprs());
        LogicalPlan input = withColumnsOf(project.input(), exprs);
        if (exprs.size() == project.exprs().size()) {
            return project.withInputs(List.of(input));
        }
        return input.schema().size() == 0 && exprs.isEmpty() ? input : LogicalPlan.Project.of(input, exprs);
    }

    /** Without keys and without a required aggregate, the first aggregate stays for the one row that it makes. */
    @Override
    public LogicalPlan visitAggregate(LogicalPlan.Aggregate aggregate) {
        List<NamedExpr> aggregates = kept(aggregate.aggregates());
        if (aggregates.isEmpty() && aggregate.keys().isEmpty()) {
            aggregates = aggregate.aggregates().subList(0, 1);
        }
        List<NamedExpr> read = new ArrayList<>(aggregate.keys());
        read.addAll(aggregates);
        LogicalPlan input = withColumnsOf(aggregate.input(), read);
        return aggregates.size() == aggregate.aggregates().size()
                ? aggregate.withInputs(List.of(input))
                : LogicalPlan.Aggregate.of(input, aggregate.keys(), aggregates);
    }

    @Override
    public LogicalPlan visitSort(LogicalPlan.Sort sort) {
        List<BoundExpr> keys = sort.keys().stream().map(BoundSortKey::expr).toList();
        return sort.withInputs(List.of(withRequiredAnd(sort.input(), keys)));
    }

    @Override
    public LogicalPlan visitLimit(LogicalPlan.Limit limit) {
        return limit.withInputs(List.of(prune(limit.input(), required)));
    }

    @Override
    public LogicalPlan visitTail(LogicalPlan.Tail tail) {
        return tail.withInputs(List.of(prune(tail.input(), required)));
    }

    /** Every column decides which rows are distinct. */
    @Override
    public LogicalPlan visitDistinct(LogicalPlan.Distinct distinct) {
        return distinct.withInputs(
                List.of(prune(distinct.input(), distinct.schema().names())));
    }

    @Override
    public LogicalPlan visitJoin(LogicalPlan.Join join) {
        Set<BoundExpr> condition = Set.of(join.condition());
        return join.withInputs(
                List.of(withRequiredAnd(join.left(), condition), withRequiredAnd(join.right(), condition)));
    }

    /** All inputs get the same columns, at least one; what an operator kept for itself is projected away. */
    @Override
    public LogicalPlan visitUnion(LogicalPlan.Union union) {
        List<String> all = union.schema().names();
        List<String> names = all.stream().filter(required::contains).toList();
        List<String> wanted = names.isEmpty() ? all.subList(0, 1) : names;
        return union.withInputs(union.inputs().stream()
                .map(input -> exactly(prune(input, wanted), wanted))
                .toList());
    }

    private static LogicalPlan exactly(LogicalPlan plan, List<String> names) {
        if (plan.schema().names().equals(names)) {
            return plan;
        }
        return LogicalPlan.Project.of(
                plan, PlanBuilder.passThrough(plan.schema().select(names)));
    }
}
