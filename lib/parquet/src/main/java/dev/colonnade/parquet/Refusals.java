package dev.colonnade.parquet;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.Refusal;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a node is not run here; empty for those that are. */
final class Refusals implements PlanVisitor<Optional<String>> {
    private final ExecutablePlan plan;

    private Refusals(ExecutablePlan plan) {
        this.plan = plan;
    }

    /** From the root down. */
    static List<Refusal> of(ExecutablePlan plan) {
        List<Refusal> refusals = new ArrayList<>();
        new Refusals(plan).collect(plan.plan(), refusals);
        return refusals;
    }

    private void collect(LogicalPlan node, List<Refusal> refusals) {
        node.accept(this).ifPresent(reason -> refusals.add(new Refusal(node, reason)));
        node.inputs().forEach(input -> collect(input, refusals));
    }

    @Override
    public Optional<String> visitScan(LogicalPlan.Scan scan) {
        return DecidedGroups.of(plan.task(scan)).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "only filters whole row groups, and statistics do not decide this filter for all of them");
    }

    @Override
    public Optional<String> visitEmpty(LogicalPlan.Empty empty) {
        return Optional.empty();
    }

    @Override
    public Optional<String> visitValues(LogicalPlan.Values values) {
        return Optional.empty();
    }

    @Override
    public Optional<String> visitProject(LogicalPlan.Project project) {
        return project.exprs().stream().allMatch(e -> e.expr() instanceof BoundExpr.Column)
                ? Optional.empty()
                : Optional.of("does not compute columns");
    }

    @Override
    public Optional<String> visitLimit(LogicalPlan.Limit limit) {
        return Optional.empty();
    }

    @Override
    public Optional<String> visitUnion(LogicalPlan.Union union) {
        return Optional.empty();
    }

    @Override
    public Optional<String> visitSql(LogicalPlan.Sql sql) {
        return Optional.of("runs no SQL texts");
    }

    @Override
    public Optional<String> visitFilter(LogicalPlan.Filter filter) {
        return Optional.of("does not filter rows");
    }

    @Override
    public Optional<String> visitAggregate(LogicalPlan.Aggregate aggregate) {
        return Optional.of("does not aggregate");
    }

    @Override
    public Optional<String> visitSort(LogicalPlan.Sort sort) {
        return Optional.of("does not sort");
    }

    @Override
    public Optional<String> visitTail(LogicalPlan.Tail tail) {
        return Optional.of("does not take last rows");
    }

    @Override
    public Optional<String> visitDistinct(LogicalPlan.Distinct distinct) {
        return Optional.of("does not compare rows");
    }

    @Override
    public Optional<String> visitJoin(LogicalPlan.Join join) {
        return Optional.of("does not join");
    }
}
