package dev.colonnade.oracle;

import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprVisitor;
import dev.colonnade.expr.BoundSortKey;
import dev.colonnade.expr.CastMode;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanVisitor;
import dev.colonnade.type.DataType;
import java.util.Collection;

/**
 * Whether a plan holds an operation that has no value for some operands: exact arithmetic or a strict cast. Only
 * such a plan may fail on one engine and not on another, which looks at other rows or in another order.
 */
final class PartialOperations implements PlanVisitor<Boolean>, BoundExprVisitor<Boolean> {
    private static final PartialOperations VISITOR = new PartialOperations();

    private PartialOperations() {}

    static boolean in(LogicalPlan plan) {
        return plan.accept(VISITOR) || plan.inputs().stream().anyMatch(PartialOperations::in);
    }

    private boolean in(BoundExpr expr) {
        return expr.accept(this);
    }

    private boolean inAny(Collection<? extends BoundExpr> exprs) {
        return exprs.stream().anyMatch(this::in);
    }

    private boolean inNamed(Collection<NamedExpr> exprs) {
        return exprs.stream().anyMatch(e -> in(e.expr()));
    }

    @Override
    public Boolean visitColumn(BoundExpr.Column column) {
        return false;
    }

    @Override
    public Boolean visitLiteral(BoundExpr.Literal literal) {
        return false;
    }

    @Override
    public Boolean visitCall(BoundExpr.Call call) {
        boolean exact = !(call.type() instanceof DataType.FloatType);
        boolean partial =
                switch (call.function()) {
                    case ADD, SUBTRACT, MULTIPLY, NEGATE, ABS -> exact;
                    case INT_DIV, MOD -> true;
                    default -> false;
                };
        return partial || inAny(call.args());
    }

    @Override
    public Boolean visitCast(BoundExpr.Cast cast) {
        return cast.mode() == CastMode.STRICT || in(cast.input());
    }

    @Override
    public Boolean visitIn(BoundExpr.In in) {
        return in(in.input());
    }

    @Override
    public Boolean visitCase(BoundExpr.Case choice) {
        return inAny(choice.children());
    }

    @Override
    public Boolean visitAggregate(BoundExpr.Aggregate aggregate) {
        boolean exactSum =
                aggregate.function() == AggregateFunction.SUM && !(aggregate.type() instanceof DataType.FloatType);
        return exactSum || inAny(aggregate.children());
    }

    @Override
    public Boolean visitScan(LogicalPlan.Scan scan) {
        BoundExpr filter = scan.filter();
        return filter != null && in(filter);
    }

    @Override
    public Boolean visitSql(LogicalPlan.Sql sql) {
        return true;
    }

    @Override
    public Boolean visitEmpty(LogicalPlan.Empty empty) {
        return false;
    }

    @Override
    public Boolean visitValues(LogicalPlan.Values values) {
        return false;
    }

    @Override
    public Boolean visitFilter(LogicalPlan.Filter filter) {
        return in(filter.condition());
    }

    @Override
    public Boolean visitProject(LogicalPlan.Project project) {
        return inNamed(project.exprs());
    }

    @Override
    public Boolean visitAggregate(LogicalPlan.Aggregate aggregate) {
        return inNamed(aggregate.keys()) || inNamed(aggregate.aggregates());
    }

    @Override
    public Boolean visitSort(LogicalPlan.Sort sort) {
        return inAny(sort.keys().stream().map(BoundSortKey::expr).toList());
    }

    @Override
    public Boolean visitLimit(LogicalPlan.Limit limit) {
        return false;
    }

    @Override
    public Boolean visitTail(LogicalPlan.Tail tail) {
        return false;
    }

    @Override
    public Boolean visitDistinct(LogicalPlan.Distinct distinct) {
        return false;
    }

    @Override
    public Boolean visitJoin(LogicalPlan.Join join) {
        return in(join.condition());
    }

    @Override
    public Boolean visitUnion(LogicalPlan.Union union) {
        return false;
    }
}
