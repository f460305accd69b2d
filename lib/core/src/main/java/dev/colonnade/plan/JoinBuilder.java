package dev.colonnade.plan;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Coercion;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.expr.Scope;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins two plans. A right column whose name the left side has too is called {@code name_right}; key columns of a join by
 * key names appear once, on the left, with the value of whichever side has the row.
 */
public final class JoinBuilder {
    private static final String SUFFIX = "_right";

    private JoinBuilder() {}

    /** By equality of columns that have the same names on both sides. @throws PlanException */
    public static LogicalPlan using(LogicalPlan left, LogicalPlan right, JoinType type, List<String> keys) {
        if (type == JoinType.CROSS || keys.isEmpty()) {
            throw new PlanException(
                    ErrorCode.INVALID_PLAN,
                    type == JoinType.CROSS
                            ? "A cross join takes no key: use crossJoin(..)."
                            : "A join takes at least one key: name one, or use crossJoin(..).");
        }
        Map<String, String> rightNames = rightNames(left, right);
        List<BoundExpr> equalities = new ArrayList<>();
        for (String key : keys) {
            Field leftKey = left.schema().field(key);
            Field rightKey = right.schema().field(key);
            equalities.add(equality(leftKey, rightKey.withName(rightNames.getOrDefault(key, key))));
        }
        LogicalPlan join = LogicalPlan.Join.of(left, renamed(right, rightNames), type, BoundExprs.and(equalities));
        if (!type.keepsRightColumns()) {
            return join;
        }
        List<NamedExpr> columns = new ArrayList<>();
        for (Field field : left.schema().fields()) {
            BoundExpr column = BoundExpr.Column.of(join.schema().field(field.name()));
            boolean merged = keys.contains(field.name()) && type.padsLeft();
            columns.add(new NamedExpr(field.name(), merged ? merged(join, field.name(), rightNames) : column));
        }
        for (Field field : right.schema().fields()) {
            if (!keys.contains(field.name())) {
                String name = rightNames.getOrDefault(field.name(), field.name());
                columns.add(
                        new NamedExpr(name, BoundExpr.Column.of(join.schema().field(name))));
            }
        }
        return LogicalPlan.Project.of(join, columns);
    }

    private static BoundExpr merged(LogicalPlan join, String key, Map<String, String> rightNames) {
        BoundExpr left = BoundExpr.Column.of(join.schema().field(key));
        BoundExpr right = BoundExpr.Column.of(join.schema().field(rightNames.getOrDefault(key, key)));
        DataType type = Coercion.common(left.type(), right.type()).orElseThrow();
        return BoundExprs.call(Function.COALESCE, List.of(Coercion.to(type, left), Coercion.to(type, right)), type);
    }

    private static BoundExpr equality(Field left, Field right) {
        DataType type = Coercion.common(left.type(), right.type())
                .orElseThrow(() -> new PlanException(
                        ErrorCode.TYPE_MISMATCH,
                        "Key '" + left.name() + "' is " + left.type() + " on the left of the join and " + right.type()
                                + " on the right: cast one of them."));
        return BoundExprs.call(
                Function.EQ,
                List.of(Coercion.to(type, BoundExpr.Column.of(left)), Coercion.to(type, BoundExpr.Column.of(right))),
                DataType.BOOL);
    }

    /** By any condition over both sides; keeps all columns. @throws PlanException */
    public static LogicalPlan on(LogicalPlan left, LogicalPlan right, JoinType type, Expr condition) {
        if (type == JoinType.CROSS) {
            throw new PlanException(ErrorCode.INVALID_PLAN, "A cross join takes no condition: use crossJoin(..).");
        }
        Map<String, String> rightNames = rightNames(left, right);
        Binder binder = new Binder(Scope.ofJoin(left.schema(), right.schema(), rightNames));
        BoundExpr bound = binder.bindCondition(condition, "join condition");
        if (BoundExprs.hasAggregate(bound)) {
            throw new PlanException(
                    ErrorCode.INVALID_PLAN,
                    "A join condition works on rows and cannot use the aggregate in " + condition + ".");
        }
        return LogicalPlan.Join.of(left, renamed(right, rightNames), type, bound);
    }

    /** Every pair of rows. */
    public static LogicalPlan cross(LogicalPlan left, LogicalPlan right) {
        return LogicalPlan.Join.of(
                left, renamed(right, rightNames(left, right)), JoinType.CROSS, BoundExpr.Literal.TRUE);
    }

    /** New names for the right columns whose names are taken. */
    private static Map<String, String> rightNames(LogicalPlan left, LogicalPlan right) {
        Set<String> taken = new HashSet<>(left.schema().names());
        taken.addAll(right.schema().names());
        Map<String, String> names = new HashMap<>();
        for (String name : right.schema().names()) {
            if (left.schema().contains(name)) {
                String free = name + SUFFIX;
                while (!taken.add(free)) {
                    free += SUFFIX;
                }
                names.put(name, free);
            }
        }
        return names;
    }

    private static LogicalPlan renamed(LogicalPlan right, Map<String, String> names) {
        return names.isEmpty() ? right : PlanBuilder.rename(right, names);
    }
}
