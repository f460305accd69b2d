package dev.colonnade.maintain;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Coercion;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Widening;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A change of a dataset's columns.
 *
 * @param name for reports and the log
 * @param rows what becomes of the rows of a snapshot; refuses what its columns do not allow
 * @param names new names of columns by their old ones
 */
record ColumnChange(String name, BiFunction<FileSet, LogicalPlan, LogicalPlan> rows, Map<String, String> names) {
    private ColumnChange(String name, BiFunction<FileSet, LogicalPlan, LogicalPlan> rows) {
        this(name, rows, Map.of());
    }

    static ColumnChange add(String column, DataType type, @Nullable Object value) {
        return new ColumnChange("add column " + column, (dataset, rows) -> {
            requireFree(dataset, column);
            requireFits(column, type, value);
            return PlanBuilder.withColumns(
                    rows, List.of(Exprs.lit(value).cast(type).as(column)));
        });
    }

    private static void requireFits(String column, DataType type, @Nullable Object value) {
        BoundExpr literal = Coercion.to(type, new BoundExpr.Literal(LiteralValue.ofJava(value)));
        if (value != null && !(literal instanceof BoundExpr.Literal)) {
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "The value " + value + " is no " + type + ", which column '" + column + "' is to be.");
        }
    }

    static ColumnChange drop(String column) {
        return new ColumnChange("drop column " + column, (dataset, rows) -> {
            requireStored(dataset, column);
            if (dataset.schema().size() - dataset.partitionFields().size() == 1) {
                throw new PlanException(
                        ErrorCode.INVALID_PLAN,
                        "Column '" + column + "' is the only one that is stored, so it cannot be dropped.");
            }
            return PlanBuilder.drop(rows, List.of(column));
        });
    }

    static ColumnChange rename(String from, String to) {
        return new ColumnChange(
                "rename column " + from + " to " + to,
                (dataset, rows) -> {
                    requireThere(dataset, from);
                    requireFree(dataset, to);
                    return PlanBuilder.rename(rows, Map.of(from, to));
                },
                Map.of(from, to));
    }

    static ColumnChange widen(String column, DataType type) {
        return new ColumnChange("widen column " + column + " to " + type, (dataset, rows) -> {
            DataType from = requireThere(dataset, column).type();
            if (Widening.widen(from, type).filter(type::equals).isEmpty()) {
                throw new PlanException(
                        ErrorCode.TYPE_MISMATCH,
                        "Column '" + column + "' is " + from + ", and not every value of that is one of " + type
                                + ": narrowColumn(..) converts it if all of its values are.");
            }
            Expr value = Exprs.col(column).cast(type);
            return PlanBuilder.withColumns(rows, List.of(value.as(column)));
        });
    }

    private static Field requireThere(FileSet dataset, String column) {
        return dataset.schema()
                .find(column)
                .orElseThrow(() -> new PlanException(
                        ErrorCode.NO_SUCH_COLUMN,
                        "The dataset has no column '" + column + "' ("
                                + dataset.schema().summary() + ")."
                                + Nearest.hint(column, dataset.schema().names())));
    }

    private static void requireFree(FileSet dataset, String column) {
        for (String name : dataset.schema().names()) {
            if (name.equalsIgnoreCase(column)) {
                throw new PlanException(
                        ErrorCode.DUPLICATE_COLUMN,
                        "The dataset has a column '" + name + "' already: choose another name.");
            }
        }
    }

    private static void requireStored(FileSet dataset, String column) {
        requireThere(dataset, column);
        if (dataset.partitionFields().stream().anyMatch(key -> key.name().equals(column))) {
            throw new PlanException(
                    ErrorCode.INVALID_PLAN,
                    "Column '" + column + "' is a partition key: repartition(..) by others before it is dropped.");
        }
    }

    /** @throws PlanException if the columns of the dataset do not allow the change */
    void requireAllowed(FileSet dataset) {
        Objects.requireNonNull(rows.apply(dataset, LogicalPlan.Scan.of(dataset)));
    }

    /** The partition keys afterwards, if one of them has another name then. */
    Expr[] keys(FileSet dataset) {
        boolean others = dataset.partitionFields().stream().anyMatch(key -> names.containsKey(key.name()));
        return others
                ? dataset.partitionFields().stream()
                        .map(key -> Exprs.col(names.getOrDefault(key.name(), key.name())))
                        .toArray(Expr[]::new)
                : new Expr[0];
    }
}
