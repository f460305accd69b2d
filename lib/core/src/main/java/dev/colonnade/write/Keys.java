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
import dev.colonnade.source.FileSet;
import dev.colonnade.source.PartitionPath;
import dev.colonnade.source.PartitionRule;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The partition keys of a write, and the plan whose columns they are.
 *
 * @param plan the rows, with computed keys added
 * @param fields the keys, outermost first
 * @param kept the rules by which keys of these rows are computed
 * @param noted the rules of the dataset from this write on
 */
record Keys(LogicalPlan plan, List<Field> fields, List<PartitionRule> kept, List<PartitionRule> noted) {
    Keys {
        fields = List.copyOf(fields);
        kept = List.copyOf(kept);
        noted = List.copyOf(noted);
    }

    /** What the names of the files tell: all the rules, or none. */
    List<PartitionRule> marks() {
        return kept.containsAll(noted) ? noted : List.of();
    }

    /** The rows are rows of files that keep the dataset's rules. */
    Keys keeping() {
        return new Keys(plan, fields, noted, noted);
    }

    /** Rows with the same columns leave a dataset its rules. */
    private Keys noting(Optional<FileSet> joined) {
        List<PartitionRule> there = joined.filter(files -> Columns.same(files.schema(), plan.schema()))
                .map(FileSet::rules)
                .orElse(List.of());
        return there.isEmpty() ? this : new Keys(plan, fields, kept, there);
    }

    /**
     * @param asked the keys; empty for those of the dataset that is joined
     * @param joined the dataset whose keys the rows have to have, if there is one
     * @throws PlanException if a key is no column or cannot be a directory name, or no other column is left
     * @throws dev.colonnade.error.DatasetException SCHEMA_MISMATCH if other keys are asked for than the dataset has
     */
    static Keys of(LogicalPlan rows, List<Expr> asked, Optional<FileSet> joined) {
        Keys keys = asked.isEmpty() ? inherited(rows, joined) : asked(rows, asked);
        if (!asked.isEmpty()) {
            joined.ifPresent(keys::requireSameAs);
        }
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
        return keys.noting(joined);
    }

    /** The dataset's keys; those that the rows lack are computed by its rules. */
    private static Keys inherited(LogicalPlan rows, Optional<FileSet> joined) {
        List<PartitionRule> computed = joined.map(FileSet::rules).orElse(List.of()).stream()
                .filter(rule ->
                        !rows.schema().contains(rule.key()) && rows.schema().contains(rule.column()))
                .toList();
        LogicalPlan plan = computed.isEmpty()
                ? rows
                : PlanBuilder.withColumns(
                        rows, computed.stream().map(PartitionRule::expr).toList());
        List<Field> fields = new ArrayList<>();
        for (Field key : joined.map(FileSet::partitionFields).orElse(List.of())) {
            if (!plan.schema().contains(key.name())) {
                throw new PlanException(
                        ErrorCode.NO_SUCH_COLUMN,
                        "The dataset is partitioned by '" + key.name() + "', which is not in ("
                                + rows.schema().summary() + ")."
                                + Nearest.hint(key.name(), rows.schema().names()));
            }
            fields.add(plan.schema().field(key.name()));
        }
        return new Keys(plan, fields, computed, computed);
    }

    private static Keys asked(LogicalPlan rows, List<Expr> asked) {
        Binder binder = Binder.of(rows.schema());
        List<String> names = new ArrayList<>();
        List<Expr> computed = new ArrayList<>();
        List<PartitionRule> rules = new ArrayList<>();
        for (Expr expr : asked) {
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
                PartitionRule.of(key.name(), key.expr()).ifPresent(rules::add);
            }
        }
        LogicalPlan plan = computed.isEmpty() ? rows : PlanBuilder.withColumns(rows, computed);
        return new Keys(plan, plan.schema().select(names).fields(), rules, rules);
    }

    private void requireSameAs(FileSet joined) {
        List<String> there = joined.partitionFields().stream().map(Field::name).toList();
        if (!there.equals(names())) {
            throw WriteErrors.of(
                    ErrorCode.SCHEMA_MISMATCH,
                    Target.of(joined).root(),
                    "The dataset is partitioned by (" + String.join(", ", there) + ") and not by ("
                            + String.join(", ", names()) + "): leave the keys out, or overwrite all of it.");
        }
    }

    List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** For the log. */
    List<Snapshot.Key> forLog() {
        return PartitionRule.noted(fields, noted);
    }
}
