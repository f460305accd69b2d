package dev.colonnade.plan;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundSortKey;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.source.FileSelection;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query: a tree of operators over scans of frozen file sets. Every node knows its output columns, whose names are
 * unique; every expression is bound to the node's input. Bags of rows flow between nodes; an order exists only above a
 * {@link Sort}, where the selection of a scan gives one, and in file order below {@link Limit} and {@link Tail}.
 */
public sealed interface LogicalPlan {
    /** The output columns. */
    Schema schema();

    List<LogicalPlan> inputs();

    /** This node over other inputs with the same columns; {@code this} if they are the same instances. */
    LogicalPlan withInputs(List<LogicalPlan> inputs);

    <R> R accept(PlanVisitor<R> visitor);

    /**
     * Reads files.
     *
     * @param files the snapshot
     * @param columns the columns to deliver, in this order, possibly none (then only the number of rows counts)
     * @param filter keeps the rows for which this is true, over all columns of the file set; null keeps all
     * @param limit at most so many rows after the filter, the first in file order; -1 for all
     * @param selection the files to read, and maybe their order; null for all
     */
    record Scan(
            FileSet files,
            List<String> columns,
            @Nullable BoundExpr filter,
            long limit,
            @Nullable FileSelection selection,
            Schema schema)
            implements LogicalPlan {
        public Scan {
            columns = List.copyOf(columns);
        }

        /** All columns and rows. */
        public static Scan of(FileSet files) {
            return new Scan(files, files.schema().names(), null, -1, null, files.schema());
        }

        public Scan withColumns(List<String> newColumns) {
            return new Scan(
                    files, newColumns, filter, limit, selection, files.schema().select(newColumns));
        }

        public Scan withFilter(@Nullable BoundExpr newFilter) {
            return new Scan(files, columns, newFilter, limit, selection, schema);
        }

        public Scan withLimit(long newLimit) {
            return new Scan(files, columns, filter, newLimit, selection, schema);
        }

        /** Reads these files only, whatever it read before. */
        public Scan withSelection(@Nullable FileSelection newSelection) {
            return new Scan(files, columns, filter, limit, newSelection, schema);
        }

        /** Whether the file at that position of the file set is to be read. */
        public boolean selects(int position) {
            return selection == null || selection.contains(position);
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of();
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return this;
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitScan(this);
        }
    }

    /**
     * A SELECT in the engine's SQL, over inputs that the text calls by {@code names}.
     *
     * @param text the statement as the engine's parser accepted it, its tables named by {@code names}
     * @param parameters values of its placeholders, in order
     */
    record Sql(String text, List<LiteralValue> parameters, List<String> names, List<LogicalPlan> inputs, Schema schema)
            implements LogicalPlan {
        public Sql {
            parameters = List.copyOf(parameters);
            names = List.copyOf(names);
            inputs = List.copyOf(inputs);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> newInputs) {
            return Plans.same(newInputs, inputs) ? this : new Sql(text, parameters, names, newInputs, schema);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitSql(this);
        }
    }

    /** No rows, and why. */
    record Empty(Schema schema, String reason) implements LogicalPlan {
        @Override
        public List<LogicalPlan> inputs() {
            return List.of();
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return this;
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitEmpty(this);
        }
    }

    /**
     * Rows that are known, in this order; compared as the cells of a result are, binaries byte by byte.
     *
     * @param rows per row one value for each column, of the Java class that its type documents, or null
     * @param origin where the rows come from, for people
     */
    record Values(Schema schema, List<List<@Nullable Object>> rows, String origin) implements LogicalPlan {
        public Values {
            List<List<@Nullable Object>> copies = new ArrayList<>(rows.size());
            for (List<@Nullable Object> row : rows) {
                if (row.size() != schema.size()) {
                    throw new IllegalArgumentException(
                            "A row of " + row.size() + " values does not fit the columns " + schema + ".");
                }
                copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
            }
            rows = Collections.unmodifiableList(copies);
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of();
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return this;
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitValues(this);
        }

        private Object[] cells() {
            return rows.stream().map(List::toArray).toArray();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Values that
                    && schema.equals(that.schema)
                    && Arrays.deepEquals(cells(), that.cells());
        }

        @Override
        public int hashCode() {
            return 31 * schema.hashCode() + Arrays.deepHashCode(cells());
        }
    }

    /** The rows for which the condition is true. */
    record Filter(LogicalPlan input, BoundExpr condition) implements LogicalPlan {
        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return inputs.get(0) == input ? this : new Filter(inputs.get(0), condition);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitFilter(this);
        }
    }

    /** Other columns: computed, renamed, left out. */
    record Project(LogicalPlan input, List<NamedExpr> exprs, Schema schema) implements LogicalPlan {
        public Project {
            exprs = List.copyOf(exprs);
        }

        /** @throws dev.colonnade.error.PlanException DUPLICATE_COLUMN */
        public static Project of(LogicalPlan input, List<NamedExpr> exprs) {
            return new Project(
                    input, exprs, Schema.of(exprs.stream().map(NamedExpr::field).toList()));
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return inputs.get(0) == input ? this : new Project(inputs.get(0), exprs, schema);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitProject(this);
        }
    }

    /**
     * One row per distinct combination of keys (null is a value); without keys exactly one row. Each of
     * {@code aggregates} is a {@link BoundExpr.Aggregate}.
     */
    record Aggregate(LogicalPlan input, List<NamedExpr> keys, List<NamedExpr> aggregates, Schema schema)
            implements LogicalPlan {
        public Aggregate {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }

        /** @throws dev.colonnade.error.PlanException DUPLICATE_COLUMN */
        public static Aggregate of(LogicalPlan input, List<NamedExpr> keys, List<NamedExpr> aggregates) {
            List<Field> fields = new ArrayList<>();
            keys.forEach(k -> fields.add(k.field()));
            aggregates.forEach(a -> fields.add(a.field()));
            return new Aggregate(input, keys, aggregates, Schema.of(fields));
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return inputs.get(0) == input ? this : new Aggregate(inputs.get(0), keys, aggregates, schema);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitAggregate(this);
        }
    }

    /** The rows in order; rows with equal keys in any order. */
    record Sort(LogicalPlan input, List<BoundSortKey> keys) implements LogicalPlan {
        public Sort {
            keys = List.copyOf(keys);
        }

        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return inputs.get(0) == input ? this : new Sort(inputs.get(0), keys);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitSort(this);
        }
    }

    /** At most {@code count} rows after the first {@code offset}; -1 as count for all. */
    record Limit(LogicalPlan input, long offset, long count) implements LogicalPlan {
        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return inputs.get(0) == input ? this : new Limit(inputs.get(0), offset, count);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitLimit(this);
        }
    }

    /** The last {@code count} rows, in their order. */
    record Tail(LogicalPlan input, long count) implements LogicalPlan {
        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return inputs.get(0) == input ? this : new Tail(inputs.get(0), count);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitTail(this);
        }
    }

    /** Each row once; null equals null. */
    record Distinct(LogicalPlan input) implements LogicalPlan {
        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(input);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return inputs.get(0) == input ? this : new Distinct(inputs.get(0));
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitDistinct(this);
        }
    }

    /**
     * Pairs of rows for which the condition is true. The inputs have no column name in common, and the condition speaks
     * of both by these names; a cross join's is TRUE.
     */
    record Join(LogicalPlan left, LogicalPlan right, JoinType type, BoundExpr condition, Schema schema)
            implements LogicalPlan {
        /** @throws dev.colonnade.error.PlanException DUPLICATE_COLUMN */
        public static Join of(LogicalPlan left, LogicalPlan right, JoinType type, BoundExpr condition) {
            List<Field> fields = new ArrayList<>();
            for (Field field : left.schema().fields()) {
                fields.add(type.padsLeft() ? field.asNullable() : field);
            }
            if (type.keepsRightColumns()) {
                for (Field field : right.schema().fields()) {
                    fields.add(type.padsRight() ? field.asNullable() : field);
                }
            }
            return new Join(left, right, type, condition, Schema.of(fields));
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(left, right);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return inputs.get(0) == left && inputs.get(1) == right
                    ? this
                    : Join.of(inputs.get(0), inputs.get(1), type, condition);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitJoin(this);
        }
    }

    /** All rows of all inputs, which have the same column names and types in the same order. */
    record Union(List<LogicalPlan> inputs, Schema schema) implements LogicalPlan {
        public Union {
            inputs = List.copyOf(inputs);
        }

        /** The inputs' columns, nullable where one input's is. */
        public static Union of(List<LogicalPlan> inputs) {
            List<Field> fields = new ArrayList<>(inputs.get(0).schema().fields());
            for (LogicalPlan input : inputs) {
                for (int i = 0; i < fields.size(); i++) {
                    if (input.schema().field(i).nullable()) {
                        fields.set(i, fields.get(i).asNullable());
                    }
                }
            }
            return new Union(inputs, Schema.of(fields));
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> newInputs) {
            return Plans.same(newInputs, inputs) ? this : Union.of(newInputs);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitUnion(this);
        }
    }
}
