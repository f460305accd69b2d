package dev.colonnade.arrow.compute;

import dev.colonnade.batch.Batch;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates over all rows, batch by batch: {@code count(*)}, and over whatever {@link RowFilter} computes {@code count},
 * {@code min}, {@code max} (not of intervals, lists, structs and maps), {@code sum}, {@code avg}, {@code any} and {@code all}, each
 * perhaps with a condition. Every other aggregate is a {@link Refusal}. For one thread; {@link #merge} joins the totals of
 * several.
 */
public final class RunningAggregates {
    private final Program program;
    private final List<Total> totals;

    private RunningAggregates(List<BoundExpr.Aggregate> aggregates, Schema schema) {
        List<BoundExpr> exprs = new ArrayList<>();
        this.totals = new ArrayList<>();
        for (BoundExpr.Aggregate aggregate : aggregates) {
            totals.add(Total.of(aggregate, exprs));
        }
        this.program = Program.compile(exprs, schema);
    }

    /** Why one of the aggregates cannot be computed here, or empty if all can. */
    public static Optional<Refusal> refusal(List<BoundExpr.Aggregate> aggregates, Schema schema) {
        return Program.refusal(() -> new RunningAggregates(aggregates, schema));
    }

    /**
     * Totals of no rows.
     *
     * @param schema of the batches to come
     * @throws dev.colonnade.error.PlanException NOT_SUPPORTED where {@link #refusal} has one
     */
    public static RunningAggregates of(List<BoundExpr.Aggregate> aggregates, Schema schema) {
        return Program.require(() -> new RunningAggregates(aggregates, schema));
    }

    /** Adds every row of {@code batch}. @throws dev.colonnade.error.QueryException as {@link RowFilter#select} */
    public void add(Batch batch) {
        Frame frame = program.over(batch);
        while (frame.next()) {
            totals.forEach(total -> total.add(program, frame));
        }
    }

    /** Adds the rows that {@code other}, made of the same aggregates, has seen. */
    public void merge(RunningAggregates other) {
        for (int i = 0; i < totals.size(); i++) {
            totals.get(i).merge(other.totals.get(i));
        }
    }

    /**
     * The values so far, in the Java classes that {@link dev.colonnade.type.DataType} documents; null where an aggregate of no values
     * is.
     *
     * @throws dev.colonnade.error.QueryException OVERFLOW for a sum that does not fit its type
     */
    public List<@Nullable Object> values() {
        List<@Nullable Object> values = new ArrayList<>(totals.size());
        totals.forEach(total -> values.add(total.value()));
        return values;
    }
}
