package dev.colonnade.plan;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.BoundSortKey;
import dev.colonnade.expr.Coercion;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts an operator on top of a plan: binds its expressions and checks names and types. Joins are {@link JoinBuilder}'s. */
public final class PlanBuilder {
    private PlanBuilder() {}

    /** Exactly these columns. @throws PlanException */
    public static LogicalPlan select(LogicalPlan input, List<Expr> exprs) {
        if (exprs.isEmpty()) {
            throw new PlanException(ErrorCode.INVALID_PLAN, "select takes at least one column.");
        }
        Binder binder = Binder.of(input.schema());
        List<NamedExpr> named = exprs.stream().map(binder::bindNamed).toList();
        refuseAggregates(named, "select");
        return LogicalPlan.Project.of(input, named);
    }

    /** The input's columns, with these added behind them or put in the place of their namesakes. @throws PlanException */
    public static LogicalPlan withColumns(LogicalPlan input, List<Expr> exprs) {
        Binder binder = Binder.of(input.schema());
        Map<String, NamedExpr> columns = new LinkedHashMap<>();
        passThrough(input.schema()).forEach(c -> columns.put(c.name(), c));
        Set<String> given = new HashSet<>();
        for (Expr expr : exprs) {
            NamedExpr named = binder.bindNamed(expr);
            if (!given.add(named.name())) {
                throw new PlanException(
                        ErrorCode.DUPLICATE_COLUMN,
                        "withColumns makes two columns named '" + named.name()
                                + "': give one of them another name with as(..).");
            }
            columns.put(named.name(), named);
        }
        refuseAggregates(columns.values(), "withColumns");
        return LogicalPlan.Project.of(input, List.copyOf(columns.values()));
    }

    /** All columns but these. @throws PlanException */
    public static LogicalPlan drop(LogicalPlan input, List<String> names) {
        names.forEach(input.schema()::indexOf);
        List<NamedExpr> rest = passThrough(input.schema()).stream()
                .filter(c -> !names.contains(c.name()))
                .toList();
        if (rest.isEmpty()) {
            throw new PlanException(
                    ErrorCode.INVALID_PLAN,
                    "drop leaves no column of (" + input.schema().summary() + ").");
        }
        return LogicalPlan.Project.of(input, rest);
    }

    /** The same columns under other names, old name to new. @throws PlanException */
    public static LogicalPlan rename(LogicalPlan input, Map<String, String> names) {
        names.keySet().forEach(input.schema()::indexOf);
        List<NamedExpr> renamed = passThrough(input.schema()).stream()
                .map(c -> new NamedExpr(names.getOrDefault(c.name(), c.name()), c.expr()))
                .toList();
        return LogicalPlan.Project.of(input, renamed);
    }

    /** The rows for which the condition is true. @throws PlanException */
    public static LogicalPlan filter(LogicalPlan input, Expr condition) {
        BoundExpr bound = Binder.of(input.schema()).bindCondition(condition, "filter");
        if (BoundExprs.hasAggregate(bound)) {
            throw new PlanException(
                    ErrorCode.INVALID_PLAN,
                    "A filter works on rows and cannot use the aggregate in " + condition
                            + ": aggregate first with groupBy(..).agg(..), then filter the result.");
        }
        return new LogicalPlan.Filter(input, bound);
    }

    /**
     * One row per distinct combination of {@code keys}; {@code aggregates} are expressions over aggregates and keys.
     *
     * @throws PlanException
     */
    public static LogicalPlan aggregate(LogicalPlan input, List<Expr> keys, List<Expr> aggregates) {
        Binder binder = Binder.of(input.schema());
        List<NamedExpr> boundKeys = keys.stream().map(binder::bindNamed).toList();
        refuseAggregates(boundKeys, "groupBy");
        List<NamedExpr> results = aggregates.stream().map(binder::bindNamed).toList();
        if (boundKeys.isEmpty() && results.isEmpty()) {
            throw new PlanException(ErrorCode.INVALID_PLAN, "agg takes at least one aggregate where there is no key.");
        }
        return AggregateSplitter.split(input, boundKeys, results);
    }

    /** The rows in that order. @throws PlanException */
    public static LogicalPlan sort(LogicalPlan input, List<SortKey> keys) {
        if (keys.isEmpty()) {
            throw new PlanException(ErrorCode.INVALID_PLAN, "sort takes at least one key.");
        }
        Binder binder = Binder.of(input.schema());
        List<BoundSortKey> bound = keys.stream().map(binder::bindKey).toList();
        for (BoundSortKey key : bound) {
            refuseAggregate(key.expr(), "sort");
        }
        return new LogicalPlan.Sort(input, bound);
    }

    /** At most {@code count} rows after the first {@code offset}. @throws PlanException INVALID_ARGUMENT if negative */
    public static LogicalPlan limit(LogicalPlan input, long offset, long count) {
        requireNotNegative("limit", Math.min(offset, count));
        return new LogicalPlan.Limit(input, offset, count);
    }

    /** The last {@code count} rows. @throws PlanException INVALID_ARGUMENT if negative */
    public static LogicalPlan tail(LogicalPlan input, long count) {
        requireNotNegative("tail", count);
        return new LogicalPlan.Tail(input, count);
    }

    private static void requireNotNegative(String verb, long count) {
        if (count < 0) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT, verb + " takes a number of rows from 0, not " + count + ".");
        }
    }

    /**
     * All rows of all inputs, of which there is at least one, by column name: a column that an input lacks is null there.
     *
     * @throws PlanException
     */
    public static LogicalPlan union(List<LogicalPlan> inputs) {
        if (inputs.isEmpty()) {
            throw new PlanException(ErrorCode.INVALID_PLAN, "union takes at least one input.");
        }
        Set<String> names = new LinkedHashSet<>();
        inputs.forEach(i -> names.addAll(i.schema().names()));
        Map<String, DataType> types = new HashMap<>();
        for (LogicalPlan input : inputs) {
            for (Field field : input.schema().fields()) {
                DataType known = types.getOrDefault(field.name(), DataType.NULL);
                types.put(field.name(), commonType(field, known));
            }
        }
        List<LogicalPlan> aligned = new ArrayList<>();
        for (LogicalPlan input : inputs) {
            List<NamedExpr> columns = new ArrayList<>();
            for (String name : names) {
                DataType type = types.getOrDefault(name, DataType.NULL);
                BoundExpr column = input.schema()
                        .find(name)
                        .<BoundExpr>map(f -> Coercion.to(type, BoundExpr.Column.of(f)))
                        .orElse(BoundExpr.Literal.nullOf(type));
                columns.add(new NamedExpr(name, column));
            }
            boolean asIs = input.schema().names().equals(List.copyOf(names))
                    && columns.stream().allMatch(NamedExpr::isPassThrough);
            aligned.add(asIs ? input : LogicalPlan.Project.of(input, columns));
        }
        return LogicalPlan.Union.of(aligned);
    }

    private static DataType commonType(Field field, DataType known) {
        return Coercion.common(known, field.type())
                .orElseThrow(() -> new PlanException(
                        ErrorCode.TYPE_MISMATCH,
                        "Column '" + field.name() + "' is " + known + " in one input of the union and " + field.type()
                                + " in another: cast one of them."));
    }

    /** Every column under its own name. */
    public static List<NamedExpr> passThrough(Schema schema) {
        return schema.fields().stream()
                .map(f -> new NamedExpr(f.name(), BoundExpr.Column.of(f)))
                .toList();
    }

    private static void refuseAggregates(Iterable<NamedExpr> exprs, String verb) {
        for (NamedExpr named : exprs) {
            refuseAggregate(named.expr(), verb);
        }
    }

    private static void refuseAggregate(BoundExpr expr, String verb) {
        if (BoundExprs.hasAggregate(expr)) {
            throw new PlanException(
                    ErrorCode.INVALID_PLAN,
                    verb + " works on rows and cannot use the aggregate in " + expr + ": use groupBy(..).agg(..).");
        }
    }
}
