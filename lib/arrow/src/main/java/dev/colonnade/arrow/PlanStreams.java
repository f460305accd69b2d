package dev.colonnade.arrow;

import dev.colonnade.arrow.compute.RowFilter;
import dev.colonnade.arrow.compute.RunningAggregates;
import dev.colonnade.arrow.scan.ViewBudget;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanVisitor;
import dev.colonnade.scan.ScanTask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes the stream of a plan of which {@link PlanRefusals} has found nothing, operator by operator. */
final class PlanStreams implements PlanVisitor<BatchStream> {
    private final ExecutablePlan plan;
    private final Resources resources;
    private final ExecutionContext context;
    private ParallelScan.Order order = ParallelScan.Order.ANY;

    private PlanStreams(ExecutablePlan plan, Resources resources, ExecutionContext context) {
        this.plan = plan;
        this.resources = resources;
        this.context = context;
    }

    /** What the queries of an engine share. */
    record Resources(ScanThreads threads, MemoryGate gate, ViewBudget views) {}

    static BatchStream of(ExecutablePlan plan, Resources resources, ExecutionContext context) {
        return plan.plan().accept(new PlanStreams(plan, resources, context));
    }

    @Override
    public BatchStream visitScan(LogicalPlan.Scan scan) {
        ScanTask task = plan.task(scan);
        FileTasks tasks = new FileTasks(task, context.batchRows(), resources.views());
        ParallelScan.Order rows = scan.limit() >= 0 ? ParallelScan.Order.FILES : order;
        BatchStream read =
                ParallelScan.start(scan.schema(), tasks.list(), rows, resources.threads(), resources.gate(), context);
        return scan.limit() < 0 ? read : read.limit(0, scan.limit());
    }

    @Override
    public BatchStream visitEmpty(LogicalPlan.Empty empty) {
        return BatchStream.of(empty.schema(), List.of());
    }

    @Override
    public BatchStream visitValues(LogicalPlan.Values values) {
        List<Batch> batches = values.rows().isEmpty()
                ? List.of()
                : Table.ofRows(values.schema(), values.rows()).batches();
        return BatchStream.of(values.schema(), batches);
    }

    @Override
    public BatchStream visitProject(LogicalPlan.Project project) {
        int[] positions = project.exprs().stream()
                .mapToInt(named -> project.input().schema().indexOf(((BoundExpr.Column) named.expr()).name()))
                .toArray();
        return project.input().accept(this).columns(project.schema(), positions);
    }

    @Override
    public BatchStream visitLimit(LogicalPlan.Limit limit) {
        ParallelScan.Order outside = order;
        order = ParallelScan.Order.FILES;
        BatchStream input = limit.input().accept(this);
        order = outside;
        return input.limit(limit.offset(), limit.count());
    }

    @Override
    public BatchStream visitUnion(LogicalPlan.Union union) {
        List<Supplier<BatchStream>> inputs = new ArrayList<>();
        ParallelScan.Order rows = order;
        for (LogicalPlan input : union.inputs()) {
            inputs.add(() -> {
                PlanStreams streams = new PlanStreams(plan, resources, context);
                streams.order = rows;
                return input.accept(streams);
            });
        }
        return BatchStream.concat(union.schema(), inputs);
    }

    @Override
    public BatchStream visitFilter(LogicalPlan.Filter filter) {
        RowFilter condition = RowFilter.of(filter.condition(), filter.input().schema());
        return new FilterStream(filter.input().accept(this), condition);
    }

    @Override
    public BatchStream visitAggregate(LogicalPlan.Aggregate aggregate) {
        RunningAggregates totals = RunningAggregates.of(
                PlanRefusals.aggregates(aggregate), aggregate.input().schema());
        return new AggregateStream(aggregate.schema(), aggregate.input().accept(this), totals);
    }

    @Override
    public BatchStream visitSql(LogicalPlan.Sql sql) {
        throw refused(sql);
    }

    @Override
    public BatchStream visitSort(LogicalPlan.Sort sort) {
        throw refused(sort);
    }

    @Override
    public BatchStream visitTail(LogicalPlan.Tail tail) {
        throw refused(tail);
    }

    @Override
    public BatchStream visitDistinct(LogicalPlan.Distinct distinct) {
        throw refused(distinct);
    }

    @Override
    public BatchStream visitJoin(LogicalPlan.Join join) {
        throw refused(join);
    }

    private static ColonnadeException refused(LogicalPlan node) {
        return new ColonnadeException(ErrorCode.INTERNAL, "A plan that Arrow refuses was run on it: " + node + ".");
    }
}
