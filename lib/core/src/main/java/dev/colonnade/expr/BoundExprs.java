package dev.colonnade.expr;

import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What plans, rules and backends do with bound expressions: build, take apart, look for columns, replace. */
public final class BoundExprs {
    private BoundExprs() {}

    /** A call of a result type that is already known; nullability follows from the operands. */
    public static BoundExpr.Call call(Function function, List<BoundExpr> args, DataType type) {
        return new BoundExpr.Call(function, args, type, Signatures.nullable(function, args));
    }

    /** The conjunction, flattened: TRUE of none, the operand itself of one. */
    public static BoundExpr and(List<BoundExpr> operands) {
        return junction(Function.AND, operands, BoundExpr.Literal.TRUE);
    }

    /** The disjunction, flattened: FALSE of none, the operand itself of one. */
    public static BoundExpr or(List<BoundExpr> operands) {
        return junction(Function.OR, operands, BoundExpr.Literal.FALSE);
    }

    public static BoundExpr not(BoundExpr operand) {
        return call(Function.NOT, List.of(operand), DataType.BOOL);
    }

    private static BoundExpr junction(Function function, List<BoundExpr> operands, BoundExpr ofNone) {
        List<BoundExpr> flat = new ArrayList<>();
        operands.forEach(operand -> collect(function, operand, flat));
        if (flat.isEmpty()) {
            return ofNone;
        }
        return flat.size() == 1 ? flat.get(0) : call(function, flat, DataType.BOOL);
    }

    /** The operands of a conjunction, however nested; the expression itself if it is none. */
    public static List<BoundExpr> conjuncts(BoundExpr expr) {
        List<BoundExpr> flat = new ArrayList<>();
        collect(Function.AND, expr, flat);
        return flat;
    }

    private static void collect(Function function, BoundExpr expr, List<BoundExpr> into) {
        if (expr instanceof BoundExpr.Call call && call.function() == function) {
            call.args().forEach(arg -> collect(function, arg, into));
        } else {
            into.add(expr);
        }
    }

    /** The names of the columns that the expression reads, in order of appearance. */
    public static Set<String> columns(BoundExpr expr) {
        Set<String> names = new LinkedHashSet<>();
        collectColumns(expr, names);
        return names;
    }

    private static void collectColumns(BoundExpr expr, Set<String> into) {
        if (expr instanceof BoundExpr.Column column) {
            into.add(column.name());
        }
        expr.children().forEach(child -> collectColumns(child, into));
    }

    /** The expression with every column replaced that {@code replacements} names. */
    public static BoundExpr substitute(BoundExpr expr, Map<String, BoundExpr> replacements) {
        return rewrite(
                expr,
                node -> node instanceof BoundExpr.Column column
                        ? replacements.getOrDefault(column.name(), column)
                        : node);
    }

    /** Applies {@code change} to every node, operands first; the same instance comes back if nothing changed. */
    public static BoundExpr rewrite(BoundExpr expr, UnaryOperator<BoundExpr> change) {
        List<BoundExpr> children = expr.children();
        List<BoundExpr> changed = null;
        for (int i = 0; i < children.size(); i++) {
            BoundExpr child = children.get(i);
            BoundExpr next = rewrite(child, change);
            if (next != child && changed == null) {
                changed = new ArrayList<>(children);
            }
            if (changed != null) {
                changed.set(i, next);
            }
        }
        return change.apply(changed == null ? expr : expr.withChildren(changed));
    }

    /** Whether an aggregate occurs in the expression. */
    public static boolean hasAggregate(BoundExpr expr) {
        return expr instanceof BoundExpr.Aggregate || expr.children().stream().anyMatch(BoundExprs::hasAggregate);
    }
}
