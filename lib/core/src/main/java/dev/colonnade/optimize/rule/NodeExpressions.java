package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundSortKey;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanVisitor;
import dev.colonnade.plan.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A node with other expressions, over the same inputs; the same instance if no expression changed. */
final class NodeExpressions implements PlanVisitor<LogicalPlan> {
    private final UnaryOperator<BoundExpr> condition;
    private final UnaryOperator<BoundExpr> value;

    private NodeExpressions(UnaryOperator<BoundExpr> condition, UnaryOperator<BoundExpr> value) {
        this.condition = condition;
        this.value = value;
    }

    /** Applies {@code change} to every whole expression of every node of the plan. */
    static LogicalPlan rewrite(LogicalPlan plan, UnaryOperator<BoundExpr> change) {
        NodeExpressions visitor = new NodeExpressions(change, change);
        return Plans.rewriteUp(plan, node -> node.accept(visitor));
    }

    /**
     * Applies {@code condition} where a node keeps what is true and drops false and null alike (filters, scan filters, join
     * conditions), and {@code value} to every other whole expression.
     */
    static LogicalPlan rewrite(LogicalPlan plan, UnaryOperator<BoundExpr> condition, UnaryOperator<BoundExpr> value) {
        NodeExpressions visitor = new NodeExpressions(condition, value);
        return Plans.rewriteUp(plan, node -> node.accept(visitor));
    }

    @Override
    public LogicalPlan visitScan(LogicalPlan.Scan scan) {
        BoundExpr filter = scan.filter();
        if (filter == null) {
            return scan;
        }
        BoundExpr changed = condition.apply(filter);
        return changed == filter ? scan : scan.withFilter(changed);
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
        return values;
    }

    @Override
    public LogicalPlan visitFilter(LogicalPlan.Filter filter) {
        BoundExpr changed = condition.apply(filter.condition());
        return changed == filter.condition() ? filter : new LogicalPlan.Filter(filter.input(), changed);
    }

    @Override
    public LogicalPlan visitProject(LogicalPlan.Project project) {
        List<NamedExpr> exprs = named(project.exprs());
        return exprs == project.exprs() ? project : LogicalPlan.Project.of(project.input(), exprs);
    }

    @Override
    public LogicalPlan visitAggregate(LogicalPlan.Aggregate aggregate) {
        List<NamedExpr> keys = named(aggregate.keys());
        List<NamedExpr> aggregates = named(aggregate.aggregates());
        return keys == aggregate.keys() && aggregates == aggregate.aggregates()
                ? aggregate
                : LogicalPlan.Aggregate.of(aggregate.input(), keys, aggregates);
    }

    @Override
    public LogicalPlan visitSort(LogicalPlan.Sort sort) {
        List<BoundSortKey> keys = new ArrayList<>(sort.keys().size());
        boolean changed = false;
        for (BoundSortKey key : sort.keys()) {
            BoundExpr next = value.apply(key.expr());
            changed |= next != key.expr();
            keys.add(key.withExpr(next));
        }
        return changed ? new LogicalPlan.Sort(sort.input(), keys) : sort;
    }

    @Override
    public LogicalPlan visitLimit(LogicalPlan.Limit limit) {
        return limit;
    }

    @Override
    public LogicalPlan visitTail(LogicalPlan.Tail tail) {
        return tail;
    }

    @Override
    public LogicalPlan visitDistinct(LogicalPlan.Distinct distinct) {
        return distinct;
    }

    @Override
    public LogicalPlan visitJoin(LogicalPlan.Join join) {
        BoundExpr changed = condition.apply(join.condition());
        return changed == join.condition()
                ? join
                : LogicalPlan.Join.of(join.left(), join.right(), join.type(), changed);
    }

    @Override
    public LogicalPlan visitUnion(LogicalPlan.Union union) {
        return union;
    }

    private List<NamedExpr> named(List<NamedExpr> exprs) {
        List<NamedExpr> result = new ArrayList<>(exprs.size());
        boolean changed = false;
        for (NamedExpr named : exprs) {
            BoundExpr next = value.apply(named.expr());
            changed |= next != named.expr();
            result.add(named.withExpr(next));
        }
        return changed ? result : exprs;
    }
}
