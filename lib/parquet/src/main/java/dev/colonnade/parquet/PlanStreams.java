package dev.colonnade.parquet;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanVisitor;
import java.util.List;
import java.util.function.Supplier;

/** The rows of each node that {@link Refusals} lets through. */
final class PlanStreams implements PlanVisitor<BatchStream> {
    private final ExecutablePlan plan;
    private final Running running;

    PlanStreams(ExecutablePlan plan, Running running) {
        this.plan = plan;
        this.running = running;
    }

    @Override
    public BatchStream visitScan(LogicalPlan.Scan scan) {
        DecidedGroups groups = DecidedGroups.of(plan.task(scan)).orElseThrow(() -> refused(scan));
        BatchStream rows = new ScanStream(plan.task(scan), groups, running);
        return scan.limit() < 0 ? rows : rows.limit(0, scan.limit());
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
                .map(e -> (BoundExpr.Column) e.expr())
                .mapToInt(column -> project.input().schema().indexOf(column.name()))
                .toArray();
        return project.input().accept(this).columns(project.schema(), positions);
    }

    @Override
    public BatchStream visitLimit(LogicalPlan.Limit limit) {
        return limit.input().accept(this).limit(limit.offset(), limit.count());
    }

    @Override
    public BatchStream visitUnion(LogicalPlan.Union union) {
        List<Supplier<BatchStream>> inputs = union.inputs().stream()
                .<Supplier<BatchStream>>map(input -> () -> input.accept(this))
                .toList();
        return BatchStream.concat(union.schema(), inputs);
    }

    @Override
    public BatchStream visitSql(LogicalPlan.Sql sql) {
        throw refused(sql);
    }

    @Override
    public BatchStream visitFilter(LogicalPlan.Filter filter) {
        throw refused(filter);
    }

    @Override
    public BatchStream visitAggregate(LogicalPlan.Aggregate aggregate) {
        throw refused(aggregate);
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

    private static IllegalStateException refused(LogicalPlan node) {
        return new IllegalStateException("A node that is refused was to be run: " + node + ".");
    }
}
