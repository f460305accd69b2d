package dev.colonnade.write;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.Table;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a column of keys without each of them: all if they are few, else the least and the greatest. */
final class KeyBounds {
    /** More keys than that are only known by their range. */
    private static final int MOST_KEYS = 1_000;

    private KeyBounds() {}

    /**
     * True wherever {@code column} has one of the values, null among them; empty if nothing can be said.
     *
     * @param values rows with a column of that name and type
     */
    static Optional<BoundExpr> condition(RowEngine engine, LogicalPlan values, Field column) {
        if (column.type() instanceof DataType.FloatType) {
            return Optional.empty(); // -0.0 equals 0.0 and is another literal
        }
        LogicalPlan keys = PlanBuilder.select(values, List.of(Exprs.col(column.name())));
        Table few = engine.read(PlanBuilder.limit(new LogicalPlan.Distinct(keys), 0, MOST_KEYS + 1));
        return few.rowCount() > MOST_KEYS ? range(engine, keys, column) : Optional.of(list(few, column));
    }

    private static BoundExpr list(Table few, Field column) {
        List<LiteralValue> values = new ArrayList<>();
        boolean nulls = false;
        for (Batch batch : few.batches()) {
            for (int row = 0; row < batch.rowCount(); row++) {
                Object value = batch.column(0).valueAt(row);
                nulls |= value == null;
                if (value != null) {
                    values.add(LiteralValue.of(value, column.type()));
                }
            }
        }
        BoundExpr reference = BoundExpr.Column.of(column);
        List<BoundExpr> either = new ArrayList<>();
        if (!values.isEmpty()) {
            either.add(new BoundExpr.In(reference, values));
        }
        if (nulls) {
            either.add(isNull(reference));
        }
        return either.isEmpty() ? BoundExpr.Literal.FALSE : BoundExprs.or(either);
    }

    private static Optional<BoundExpr> range(RowEngine engine, LogicalPlan keys, Field column) {
        if (!hasRange(column.type())) {
            return Optional.empty();
        }
        LogicalPlan bounds = PlanBuilder.aggregate(
                keys,
                List.of(),
                List.of(
                        Exprs.min(column.name()).as("least"),
                        Exprs.max(column.name()).as("greatest"),
                        Exprs.count().minus(Exprs.count(column.name())).as("nulls")));
        Batch batch = engine.read(bounds).batches().get(0);
        BoundExpr reference = BoundExpr.Column.of(column);
        BoundExpr within = BoundExprs.and(List.of(
                compared(Function.GE, reference, batch.column(0).valueAt(0)),
                compared(Function.LE, reference, batch.column(1).valueAt(0))));
        boolean nulls = !Long.valueOf(0).equals(batch.column(2).valueAt(0));
        return Optional.of(nulls ? BoundExprs.or(List.of(within, isNull(reference))) : within);
    }

    private static boolean hasRange(DataType type) {
        return type.isNumeric()
                || type instanceof DataType.StringType
                || type instanceof DataType.DateType
                || type instanceof DataType.TimestampType
                || type instanceof DataType.TimeType;
    }

    private static BoundExpr compared(Function function, BoundExpr column, @Nullable Object bound) {
        return BoundExprs.call(function, List.of(column, BoundExpr.Literal.of(bound, column.type())), DataType.BOOL);
    }

    private static BoundExpr isNull(BoundExpr column) {
        return BoundExprs.call(Function.IS_NULL, List.of(column), DataType.BOOL);
    }
}
