package dev.colonnade.parquet;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.Vectors;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanVisitor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        return scan.limit() < 0 ? rows : new LimitStream(rows, 0, scan.limit());
    }

    @Override
    public BatchStream visitEmpty(LogicalPlan.Empty empty) {
        return BatchStream.of(empty.schema(), List.of());
    }

    @Override
    public BatchStream visitValues(LogicalPlan.Values values) {
        List<ColumnVector> columns = new ArrayList<>();
        for (int i = 0; i < values.schema().size(); i++) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (List<@Nullable Object> row : values.rows()) {
                cells.add(row.get(i));
            }
            columns.add(Vectors.of(values.schema().field(i).type(), cells));
        }
        int rows = values.rows().size();
        return BatchStream.of(
                values.schema(), rows == 0 ? List.of() : List.of(new Batch(values.schema(), rows, columns)));
    }

    @Override
    public BatchStream visitProject(LogicalPlan.Project project) {
        int[] positions = project.exprs().stream()
                .map(e -> (BoundExpr.Column) e.expr())
                .mapToInt(column -> project.input().schema().indexOf(column.name()))
                .toArray();
        return new ProjectStream(project.input().accept(this), project.schema(), positions);
    }

    @Override
    public BatchStream visitLimit(LogicalPlan.Limit limit) {
        return new LimitStream(limit.input().accept(this), limit.offset(), limit.count());
    }

    @Override
    public BatchStream visitUnion(LogicalPlan.Union union) {
        List<BatchStream> inputs =
                union.inputs().stream().map(input -> input.accept(this)).toList();
        return new UnionStream(union.schema(), inputs);
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
