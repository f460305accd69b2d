package dev.colonnade.write;

import dev.colonnade.commit.Snapshot;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.PartitionPath;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * The partition keys of a write, and the plan whose columns they are.
 *
 * @param plan the rows, with computed keys added
 * @param fields the keys, outermost first
 */
record Keys(LogicalPlan plan, List<Field> fields) {
    Keys {
        fields = List.copyOf(fields);
    }

    /** @throws PlanException if a key is no column or cannot be a directory name, or no other column is left */
    static Keys of(LogicalPlan rows, WriteOptions options, Target target) {
        Keys keys = options.partitionBy().isEmpty() ? inherited(rows, options, target) : asked(rows, options, target);
        for (Field key : keys.fields()) {
            if (!PartitionPath.canBeKey(key)) {
                throw new PlanException(
                        ErrorCode.TYPE_MISMATCH,
                        "Column '" + key.name() + "' (" + key.type() + ") cannot be a partition key, which is "
                                + PartitionPath.keyTypes() + ", and whose name does not begin with a dot.");
            }
        }
        if (keys.fields().size() == keys.plan().schema().size()) {
            throw new PlanException(
                    ErrorCode.INVALID_PLAN,
                    "All columns (" + keys.plan().schema().summary()
                            + ") are partition keys, so nothing is left to store: keep one out.");
        }
        return keys;
    }

    private static Keys inherited(LogicalPlan rows, WriteOptions options, Target target) {
        if (options.mode() == WriteMode.OVERWRITE || target.before().isEmpty()) {
            return new Keys(rows, List.of());
        }
        List<Field> fields = new ArrayList<>();
        for (Field key : target.before().get().partitionFields()) {
            if (!rows.schema().contains(key.name())) {
                throw new PlanException(
                        ErrorCode.NO_SUCH_COLUMN,
                        "The dataset is partitioned by '" + key.name() + "', which is not in ("
                                + rows.schema().summary() + ")."
                                + Nearest.hint(key.name(), rows.schema().names()));
            }
            fields.add(rows.schema().field(key.name()));
        }
        return new Keys(rows, fields);
    }

    private static Keys asked(LogicalPlan rows, WriteOptions options, Target target) {
        Binder binder = Binder.of(rows.schema());
        List<String> names = new ArrayList<>();
        List<Expr> computed = new ArrayList<>();
        for (Expr expr : options.partitionBy()) {
            NamedExpr key = binder.bindNamed(expr);
            boolean column = key.expr() instanceof BoundExpr.Column column1
                    && column1.name().equals(key.name());
            if (!column && rows.schema().contains(key.name())) {
                throw new PlanException(
                        ErrorCode.DUPLICATE_COLUMN,
                        "The computed partition key '" + key.name()
                                + "' has the name of a column: give it another name with as(..).");
            }
            if (names.contains(key.name())) {
                throw new PlanException(
                        ErrorCode.DUPLICATE_COLUMN, "The partition key '" + key.name() + "' is given twice.");
            }
            names.add(key.name());
            if (!column) {
                computed.add(expr);
            }
        }
        LogicalPlan plan = computed.isEmpty() ? rows : PlanBuilder.withColumns(rows, computed);
        Keys keys = new Keys(plan, plan.schema().select(names).fields());
        keys.requireSameAs(target, options);
        return keys;
    }

    private void requireSameAs(Target target, WriteOptions options) {
        if (options.mode() == WriteMode.OVERWRITE || target.before().isEmpty()) {
            return;
        }
        List<String> there = target.before().get().partitionFields().stream()
                .map(Field::name)
                .toList();
        if (!there.equals(names())) {
            throw WriteErrors.of(
                    ErrorCode.SCHEMA_MISMATCH,
                    target.root(),
                    "The dataset is partitioned by (" + String.join(", ", there) + ") and not by ("
                            + String.join(", ", names()) + "): leave the keys out, or overwrite all of it.");
        }
    }

    List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    static List<Snapshot.Key> noted(List<Field> fields) {
        return fields.stream()
                .map(key -> new Snapshot.Key(key.name(), key.type().toString()))
                .toList();
    }
}
