package dev.colonnade.oracle;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundSortKey;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanVisitor;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a plan, computed the slow and obvious way. A row is a list of the Java values that
 * {@link dev.colonnade.type.DataType} documents, in the order of the plan's columns.
 */
public final class Interpreter implements PlanVisitor<List<List<@Nullable Object>>> {
    private final Function<LogicalPlan.Scan, List<List<@Nullable Object>>> data;

    private Interpreter(Function<LogicalPlan.Scan, List<List<@Nullable Object>>> data, boolean selects) {
        this.data = scan -> {
            if (scan.selection() != null && !selects) {
                throw new UnsupportedOperationException("Nobody said which rows are in which file of " + scan);
            }
            return data.apply(scan);
        };
    }

    /** @param data the rows of a file set, over all its columns, in file order; scans read all files */
    public Interpreter(Function<FileSet, List<List<@Nullable Object>>> data) {
        this(scan -> data.apply(scan.files()), false);
    }

    /** @param data the rows of one file of a file set, over all columns of the file set */
    public static Interpreter overFiles(Function<DataFile, List<List<@Nullable Object>>> data) {
        return new Interpreter(
                scan -> {
                    List<List<@Nullable Object>> rows = new ArrayList<>();
                    for (int i = 0; i < scan.files().files().size(); i++) {
                        if (scan.selects(i)) {
                            rows.addAll(data.apply(scan.files().files().get(i)));
                        }
                    }
                    return rows;
                },
                true);
    }

    /** @throws OracleError if the query fails or may fail */
    public List<List<@Nullable Object>> rows(LogicalPlan plan) {
        Answer answer = answer(plan);
        if (answer.kind() != Answer.Kind.ROWS) {
            throw new OracleError(answer.why());
        }
        return answer.rows();
    }

    /** What an engine has to answer: a failure where a value of the result does not exist. */
    public Answer answer(LogicalPlan plan) {
        try {
            List<List<@Nullable Object>> rows = plan.accept(this);
            boolean fails = rows.stream().anyMatch(row -> row.contains(Evaluator.NONE));
            return fails ? Answer.failed("The result has " + Evaluator.NONE + ".") : Answer.of(rows);
        } catch (OracleError failure) {
            return Answer.open(String.valueOf(failure.getMessage()));
        }
    }

    /** The rows, with {@link Evaluator#NONE} where a value does not exist. */
    private List<List<@Nullable Object>> inputRows(LogicalPlan plan) {
        return plan.accept(this);
    }

    @Override
    public List<List<@Nullable Object>> visitScan(LogicalPlan.Scan scan) {
        Schema all = scan.files().schema();
        List<List<@Nullable Object>> rows = data.apply(scan);
        BoundExpr filter = scan.filter();
        if (filter != null) {
            rows = matching(rows, all, filter);
        }
        if (scan.limit() >= 0) {
            rows = rows.subList(0, (int) Math.min(scan.limit(), rows.size()));
        }
        List<List<@Nullable Object>> selected = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> values = new ArrayList<>();
            scan.columns().forEach(name -> values.add(row.get(all.indexOf(name))));
            selected.add(values);
        }
        return selected;
    }

    @Override
    public List<List<@Nullable Object>> visitSql(LogicalPlan.Sql sql) {
        throw new UnsupportedOperationException("The interpreter knows no SQL: " + sql.text());
    }

    @Override
    public List<List<@Nullable Object>> visitEmpty(LogicalPlan.Empty empty) {
        return List.of();
    }

    @Override
    public List<List<@Nullable Object>> visitValues(LogicalPlan.Values values) {
        return values.rows();
    }

    @Override
    public List<List<@Nullable Object>> visitFilter(LogicalPlan.Filter filter) {
        return matching(inputRows(filter.input()), filter.input().schema(), filter.condition());
    }

    private static List<List<@Nullable Object>> matching(
            List<List<@Nullable Object>> rows, Schema schema, BoundExpr condition) {
        List<List<@Nullable Object>> kept = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            if (Evaluator.isTrue(condition, schema, row)) {
                kept.add(row);
            }
        }
        return kept;
    }

    @Override
    public List<List<@Nullable Object>> visitProject(LogicalPlan.Project project) {
        Schema schema = project.input().schema();
        List<List<@Nullable Object>> projected = new ArrayList<>();
        for (List<@Nullable Object> row : inputRows(project.input())) {
            projected.add(values(project.exprs(), schema, row));
        }
        return projected;
    }

    private static List<@Nullable Object> values(List<NamedExpr> exprs, Schema schema, List<@Nullable Object> row) {
        List<@Nullable Object> values = new ArrayList<>();
        exprs.forEach(e -> values.add(Evaluator.value(e.expr(), schema, row)));
        return values;
    }

    @Override
    public List<List<@Nullable Object>> visitAggregate(LogicalPlan.Aggregate aggregate) {
        Schema schema = aggregate.input().schema();
        Map<List<@Nullable Object>, List<List<@Nullable Object>>> groups = new TreeMap<>(Rows.ORDER);
        if (aggregate.keys().isEmpty()) {
            groups.put(List.of(), new ArrayList<>());
        }
        for (List<@Nullable Object> row : inputRows(aggregate.input())) {
            List<@Nullable Object> key = values(aggregate.keys(), schema, row);
            key.forEach(Evaluator::known);
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        List<List<@Nullable Object>> results = new ArrayList<>();
        groups.forEach((key, members) -> {
            List<@Nullable Object> result = new ArrayList<>(key);
            for (NamedExpr named : aggregate.aggregates()) {
                result.add(Aggregates.value((BoundExpr.Aggregate) named.expr(), schema, members));
            }
            results.add(result);
        });
        return results;
    }

    @Override
    public List<List<@Nullable Object>> visitSort(LogicalPlan.Sort sort) {
        List<List<@Nullable Object>> sorted = new ArrayList<>(inputRows(sort.input()));
        sorted.sort(order(sort.keys(), sort.input().schema()));
        return sorted;
    }

    /** The order that sort keys mean. */
    static Comparator<List<@Nullable Object>> order(List<BoundSortKey> keys, Schema schema) {
        return (a, b) -> {
            for (BoundSortKey key : keys) {
                Object left = Evaluator.known(Evaluator.value(key.expr(), schema, a));
                Object right = Evaluator.known(Evaluator.value(key.expr(), schema, b));
                int order = compare(left, right, key);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private static int compare(@Nullable Object a, @Nullable Object b, BoundSortKey key) {
        if (a == null || b == null) {
            int nullsLast = Boolean.compare(a == null, b == null);
            return key.nulls() == SortKey.NullOrder.LAST ? nullsLast : -nullsLast;
        }
        int ascending = Rows.compareNullsLast(a, b);
        return key.direction() == SortKey.Direction.ASC ? ascending : -ascending;
    }

    @Override
    public List<List<@Nullable Object>> visitLimit(LogicalPlan.Limit limit) {
        List<List<@Nullable Object>> rows = inputRows(limit.input());
        int from = (int) Math.min(limit.offset(), rows.size());
        int count = (int) (limit.count() < 0 ? rows.size() : Math.min(limit.count(), rows.size()));
        return rows.subList(from, Math.min(from + count, rows.size()));
    }

    @Override
    public List<List<@Nullable Object>> visitTail(LogicalPlan.Tail tail) {
        List<List<@Nullable Object>> rows = inputRows(tail.input());
        return rows.subList((int) Math.max(0, rows.size() - tail.count()), rows.size());
    }

    @Override
    public List<List<@Nullable Object>> visitDistinct(LogicalPlan.Distinct distinct) {
        TreeSet<List<@Nullable Object>> seen = new TreeSet<>(Rows.ORDER);
        List<List<@Nullable Object>> once = new ArrayList<>();
        for (List<@Nullable Object> row : inputRows(distinct.input())) {
            row.forEach(Evaluator::known);
            if (seen.add(row)) {
                once.add(row);
            }
        }
        return once;
    }

    @Override
    public List<List<@Nullable Object>> visitUnion(LogicalPlan.Union union) {
        List<List<@Nullable Object>> all = new ArrayList<>();
        union.inputs().forEach(input -> all.addAll(inputRows(input)));
        return all;
    }

    @Override
    public List<List<@Nullable Object>> visitJoin(LogicalPlan.Join join) {
        List<List<@Nullable Object>> left = inputRows(join.left());
        List<List<@Nullable Object>> right = inputRows(join.right());
        JoinType type = join.type();
        List<Field> fields = new ArrayList<>(join.left().schema().fields());
        fields.addAll(join.right().schema().fields());
        Schema both = Schema.of(fields);
        boolean[] rightMatched = new boolean[right.size()];
        List<List<@Nullable Object>> result = new ArrayList<>();
        for (List<@Nullable Object> l : left) {
            boolean matched = false;
            for (int i = 0; i < right.size(); i++) {
                List<@Nullable Object> pair = joined(l, right.get(i));
                if (Evaluator.isTrue(join.condition(), both, pair)) {
                    matched = true;
                    rightMatched[i] = true;
                    if (type.keepsRightColumns()) {
                        result.add(pair);
                    }
                }
            }
            if (type == JoinType.SEMI && matched || type == JoinType.ANTI && !matched) {
                result.add(l);
            } else if (!matched && (type == JoinType.LEFT || type == JoinType.FULL)) {
                result.add(joined(l, nulls(join.right())));
            }
        }
        for (int i = 0; i < right.size(); i++) {
            if (!rightMatched[i] && (type == JoinType.RIGHT || type == JoinType.FULL)) {
                result.add(joined(nulls(join.left()), right.get(i)));
            }
        }
        return result;
    }

    private static List<@Nullable Object> nulls(LogicalPlan plan) {
        return Collections.nCopies(plan.schema().size(), null);
    }

    private static List<@Nullable Object> joined(List<@Nullable Object> left, List<@Nullable Object> right) {
        List<@Nullable Object> pair = new ArrayList<>(left);
        pair.addAll(right);
        return pair;
    }
}
