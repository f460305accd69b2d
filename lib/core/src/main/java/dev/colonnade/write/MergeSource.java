package dev.colonnade.write;

import dev.colonnade.batch.Table;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The source of a merge: its columns that count, and of several rows with one key the one that counts. */
final class MergeSource {
    private MergeSource() {}

    /**
     * The columns that count, and that by which the last row is told.
     *
     * @throws PlanException NO_SUCH_COLUMN, TYPE_MISMATCH or INVALID_PLAN if source and dataset do not fit together
     */
    static LogicalPlan columns(LogicalPlan source, Schema dataset, MergeOptions how) {
        how.keys().forEach(key -> requireKey(key, source.schema(), dataset));
        how.lastBy().ifPresent(source.schema()::field);
        LogicalPlan values = values(source, dataset, how);
        if (how.kind() != MergeOptions.Kind.DELETE) {
            requireValues(values.schema(), dataset, how);
        }
        return how.lastBy().filter(last -> !values.schema().contains(last)).isPresent()
                ? select(source, with(values.schema().names(), how.lastBy().get()))
                : values;
    }

    private static LogicalPlan values(LogicalPlan source, Schema dataset, MergeOptions how) {
        if (how.kind() == MergeOptions.Kind.DELETE) {
            return select(source, keysAndVersion(how));
        }
        Optional<String> apart = how.lastBy().filter(last -> !dataset.contains(last));
        return apart.isPresent() ? PlanBuilder.drop(source, List.of(apart.get())) : source;
    }

    /** By which rows are told, and what they may change. */
    private static List<String> keysAndVersion(MergeOptions how) {
        return how.version().map(version -> with(how.keys(), version.column())).orElse(how.keys());
    }

    private static List<String> with(List<String> names, String one) {
        List<String> all = new ArrayList<>(names);
        all.add(one);
        return all;
    }

    private static LogicalPlan select(LogicalPlan source, List<String> names) {
        return PlanBuilder.select(source, names.stream().map(Exprs::col).toList());
    }

    private static void requireKey(String key, Schema source, Schema dataset) {
        Field there = dataset.find(key)
                .orElseThrow(() -> new PlanException(
                        ErrorCode.NO_SUCH_COLUMN,
                        "The dataset has no key column '" + key + "' (" + dataset.summary() + ")."
                                + Nearest.hint(key, dataset.names())));
        Field here = source.find(key)
                .orElseThrow(() -> new PlanException(
                        ErrorCode.NO_SUCH_COLUMN,
                        "The source of the merge has no key column '" + key + "' (" + source.summary() + ")."
                                + Nearest.hint(key, source.names())));
        if (!here.type().equals(there.type())) {
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "Key '" + key + "' is " + here.type() + " in the source of the merge and " + there.type()
                            + " in the dataset: cast it.");
        }
        if (!isComparable(there.type())) {
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "Column '" + key + "' (" + there.type() + ") cannot be a key of a merge: choose others.");
        }
    }

    static boolean isComparable(DataType type) {
        boolean nested = type instanceof DataType.ListType
                || type instanceof DataType.StructType
                || type instanceof DataType.MapType;
        return !nested && !(type instanceof DataType.IntervalType);
    }

    private static void requireValues(Schema values, Schema dataset, MergeOptions how) {
        if (how.kind() != MergeOptions.Kind.UPDATE) {
            Columns.requireFit(values, dataset);
            return;
        }
        Columns.requireKnown(values, dataset);
        if (values.size() == how.keys().size()) {
            throw new PlanException(
                    ErrorCode.INVALID_PLAN,
                    "The source of the update has the keys (" + String.join(", ", how.keys())
                            + ") and no column to set: give it one.");
        }
    }

    /**
     * One row for each key, with the columns of the dataset only.
     *
     * @param spooled the {@link #columns}
     * @throws PlanException DUPLICATE_KEY if two rows have the same key and nothing says which one counts
     */
    static LogicalPlan unique(RowEngine engine, LogicalPlan spooled, Schema dataset, MergeOptions how) {
        if (how.kind() == MergeOptions.Kind.DELETE && how.version().isEmpty()) {
            return new LogicalPlan.Distinct(select(spooled, how.keys()));
        }
        LogicalPlan last = how.lastBy().map(by -> last(spooled, how.keys(), by)).orElse(spooled);
        requireUnique(engine, last, how);
        return select(
                last,
                spooled.schema().names().stream().filter(dataset::contains).toList());
    }

    private static LogicalPlan last(LogicalPlan rows, List<String> keys, String by) {
        String greatest = new FreeNames(rows.schema()).like("last");
        LogicalPlan groups =
                PlanBuilder.aggregate(rows, cols(keys), List.of(Exprs.max(by).as(greatest)));
        Expr same = Exprs.col(by).eqNullSafe(Exprs.col(greatest));
        return JoinBuilder.on(rows, groups, JoinType.SEMI, matches(keys).and(same));
    }

    /** That the keys of the two sides of a join are the same, null being equal to null. */
    static Expr matches(List<String> keys) {
        return keys.stream()
                .map(key -> Exprs.leftCol(key).eqNullSafe(Exprs.rightCol(key)))
                .reduce(Expr::and)
                .orElseThrow();
    }

    private static List<Expr> cols(List<String> names) {
        return names.stream().map(Exprs::col).toList();
    }

    private static void requireUnique(RowEngine engine, LogicalPlan rows, MergeOptions how) {
        String number = new FreeNames(rows.schema()).like("rows");
        LogicalPlan counts = PlanBuilder.aggregate(
                rows, cols(how.keys()), List.of(Exprs.count().as(number)));
        LogicalPlan several = PlanBuilder.sort(
                PlanBuilder.filter(counts, Exprs.col(number).gt(1)),
                how.keys().stream().map(key -> Exprs.col(key).asc()).toList());
        Table first = engine.read(PlanBuilder.limit(several, 0, 1));
        if (first.rowCount() > 0) {
            Map<String, ?> row = first.toMaps().get(0);
            List<String> key =
                    how.keys().stream().map(k -> k + " = " + row.get(k)).toList();
            throw new PlanException(
                    ErrorCode.DUPLICATE_KEY,
                    "The source of the merge has " + row.get(number) + " rows with the key (" + String.join(", ", key)
                            + ")"
                            + how.lastBy()
                                    .map(by -> " and the greatest '" + by + "' among them")
                                    .orElse("")
                            + ": keep one of them"
                            + (how.lastBy().isPresent() ? "." : ", or say with withLastBy which one counts."));
        }
    }
}
