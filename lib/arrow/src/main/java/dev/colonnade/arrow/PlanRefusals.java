package dev.colonnade.arrow;

import dev.colonnade.arrow.compute.RowFilter;
import dev.colonnade.arrow.compute.RunningAggregates;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.Refusal;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanVisitor;
import java.util.ArrayList;
import java.util.List;

/** Finds the nodes of a plan that have no operator here, from the root down. */
final class PlanRefusals implements PlanVisitor<Void> {
    private final ExecutablePlan plan;
    private final long memoryBytes;
    private final List<Refusal> found = new ArrayList<>();

    private PlanRefusals(ExecutablePlan plan, long memoryBytes) {
        this.plan = plan;
        this.memoryBytes = memoryBytes;
    }

    /** @param memoryBytes the most that reading one file may take */
    static List<Refusal> of(ExecutablePlan plan, long memoryBytes) {
        PlanRefusals refusals = new PlanRefusals(plan, memoryBytes);
        refusals.visit(plan.plan());
        return refusals.found;
    }

    private void visit(LogicalPlan node) {
        node.accept(this);
        node.inputs().forEach(this::visit);
    }

    private Void refuse(LogicalPlan node, String reason) {
        found.add(new Refusal(node, reason));
        return null;
    }

    @Override
    public Void visitScan(LogicalPlan.Scan scan) {
        ScanRefusal.of(plan.task(scan), memoryBytes).ifPresent(reason -> refuse(scan, reason));
        return null;
    }

    @Override
    public Void visitSql(LogicalPlan.Sql sql) {
        return refuse(sql, "does not run SQL texts");
    }

    @Override
    public Void visitEmpty(LogicalPlan.Empty empty) {
        return null;
    }

    @Override
    public Void visitValues(LogicalPlan.Values values) {
        return null;
    }

    @Override
    public Void visitFilter(LogicalPlan.Filter filter) {
        RowFilter.refusal(filter.condition(), filter.input().schema())
                .ifPresent(why -> refuse(filter, ScanRefusal.notComputed(why)));
        return null;
    }

    @Override
    public Void visitProject(LogicalPlan.Project project) {
        boolean plain = project.exprs().stream().allMatch(named -> named.expr() instanceof BoundExpr.Column);
        return plain ? null : refuse(project, "does not compute columns");
    }

    @Override
    public Void visitAggregate(LogicalPlan.Aggregate aggregate) {
        if (!aggregate.keys().isEmpty()) {
            return refuse(aggregate, "does not group");
        }
        RunningAggregates.refusal(aggregates(aggregate), aggregate.input().schema())
                .ifPresent(why -> refuse(aggregate, ScanRefusal.notComputed(why)));
        return null;
    }

    static List<BoundExpr.Aggregate> aggregates(LogicalPlan.Aggregate aggregate) {
        return aggregate.aggregates().stream()
                .map(named -> (BoundExpr.Aggregate) named.expr())
                .toList();
    }

    @Override
    public Void visitSort(LogicalPlan.Sort sort) {
        return refuse(sort, "does not sort");
    }

    @Override
    public Void visitLimit(LogicalPlan.Limit limit) {
        return null;
    }

    @Override
    public Void visitTail(LogicalPlan.Tail tail) {
        return refuse(tail, "does not take the last rows");
    }

    @Override
    public Void visitDistinct(LogicalPlan.Distinct distinct) {
        return refuse(distinct, "does not look for distinct rows");
    }

    @Override
    public Void visitJoin(LogicalPlan.Join join) {
        return refuse(join, "does not join");
    }

    @Override
    public Void visitUnion(LogicalPlan.Union union) {
        return null;
    }
}
