package dev.colonnade.contract;

import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.when;

import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Function;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Every scalar function, and the expressions that are none, computed as a column and asked for in a filter. */
final class MatrixExpressions {
    static final String COMPUTED = "Expressions as columns";
    static final String FILTERED = "Conditions in filters";

    private MatrixExpressions() {}

    static List<MatrixRow> rows() {
        List<MatrixRow> rows = new ArrayList<>();
        for (Function function : Function.values()) {
            rows.add(MatrixRow.of(COMPUTED, function.symbol(), (table, columns) -> computed(table, columns, function)));
        }
        rows.add(MatrixRow.of(COMPUTED, "IN", (table, c) -> List.of(select(table, in(c)))));
        rows.add(MatrixRow.of(COMPUTED, "BETWEEN", (table, c) -> List.of(select(table, between(c)))));
        rows.add(MatrixRow.of(
                COMPUTED,
                "CASE",
                (table, c) -> List.of(select(
                        table,
                        when(MatrixColumns.FLAG)
                                .then(c.a())
                                .when(c.a().isNull())
                                .then(c.b())
                                .otherwiseNull()))));
        for (Function function : Function.values()) {
            rows.add(MatrixRow.of(FILTERED, function.symbol(), (table, columns) -> filtered(table, columns, function)));
        }
        rows.add(MatrixRow.of(FILTERED, "IN", (table, c) -> List.of(PlanBuilder.filter(table, in(c)))));
        rows.add(MatrixRow.of(FILTERED, "BETWEEN", (table, c) -> List.of(PlanBuilder.filter(table, between(c)))));
        return rows;
    }

    private static LogicalPlan select(LogicalPlan table, Expr expr) {
        return PlanBuilder.select(table, List.of(MatrixColumns.ID, expr.as("value")));
    }

    private static List<LogicalPlan> computed(LogicalPlan table, MatrixColumns columns, Function function) {
        List<LogicalPlan> plans = new ArrayList<>();
        for (Expr call : calls(columns, function)) {
            plans.add(select(table, call));
        }
        return plans;
    }

    /** Where the function is no condition, whether its value is null is asked. */
    private static List<LogicalPlan> filtered(LogicalPlan table, MatrixColumns columns, Function function) {
        List<LogicalPlan> plans = new ArrayList<>();
        for (Expr call : calls(columns, function)) {
            boolean condition =
                    select(table, call).schema().field("value").type().equals(DataType.BOOL);
            LogicalPlan kept = PlanBuilder.filter(table, condition ? call : call.isNotNull());
            plans.add(PlanBuilder.select(
                    kept, List.of(MatrixColumns.ID, columns.a().as("value"))));
        }
        return plans;
    }

    private static Expr in(MatrixColumns columns) {
        return columns.a().isIn(literals(columns.type()));
    }

    private static Expr between(MatrixColumns columns) {
        List<Object> literals = literals(columns.type());
        return columns.a().between(literals.get(0), literals.get(1));
    }

    /** Two values that the columns of the type have; what has no literal gets nulls, which the builders refuse or take. */
    private static List<Object> literals(DataType type) {
        List<?> values = dev.colonnade.oracle.Pools.values(type);
        return List.of(lit(values.get(0)), lit(values.get(values.size() - 1)));
    }

    /** On small numbers and, where that is another column, on extreme ones. */
    private static List<Expr> calls(MatrixColumns c, Function function) {
        List<Expr> calls = new ArrayList<>();
        calls.add(new Expr.Call(function, operands(function, c.tameA(), c.tameB(), c)));
        if (c.hasTame()) {
            calls.add(new Expr.Call(function, operands(function, c.a(), c.b(), c)));
        }
        return calls;
    }

    private static List<Expr> operands(Function function, Expr a, Expr b, MatrixColumns columns) {
        return switch (function) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, INT_DIV, MOD -> List.of(a, b);
            case EQ, NE, LT, LE, GT, GE, EQ_NULL_SAFE, AND, OR, NULL_IF, CONCAT, CONTAINS, STARTS_WITH, ENDS_WITH ->
                List.of(a, b);
            case COALESCE, GREATEST, LEAST -> List.of(a, b, columns.a());
            case POWER -> List.of(a, lit(2));
            case ROUND -> List.of(a, lit(1));
            case LIKE -> List.of(a, lit("%a%b"));
            case SUBSTRING -> List.of(a, lit(2), lit(2));
            case REPLACE -> List.of(a, lit("a"), lit("xy"));
            case BUCKET -> List.of(lit(7), a);
            case DATE_TRUNC -> List.of(lit("MONTH"), a);
            case STRUCT_FIELD -> List.of(a, lit("a"));
            case NEGATE, ABS, FLOOR, CEIL, SQRT, EXP, LN, NOT, IS_NULL, IS_NOT_NULL, IS_NAN -> List.of(a);
            case LOWER, UPPER, LENGTH, TRIM, TRIM_START, TRIM_END -> List.of(a);
            case YEAR, QUARTER, MONTH, DAY, DAY_OF_WEEK, DAY_OF_YEAR, HOUR, MINUTE, SECOND -> List.of(a);
        };
    }
}
