package dev.colonnade.duckdb.sql;

import static dev.colonnade.expr.Exprs.col;

import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.oracle.Evaluator;
import dev.colonnade.oracle.OracleError;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares expressions on the engine with the interpreter, row by row over the table of {@link EdgeValues}. */
final class Differential {
    /** How many failing rows of an expression are run, each on its own. */
    private static final int FAILURES = 1;

    private final TestEngine engine;
    private final LogicalPlan table;
    private final Schema schema;
    private final List<List<@Nullable Object>> rows;
    private final List<String> disagreements = new ArrayList<>();
    private int failing;

    Differential(TestEngine engine, LogicalPlan table) {
        this.engine = engine;
        this.table = table;
        this.schema = EdgeValues.schema();
        this.rows = EdgeValues.rows();
    }

    List<String> disagreements() {
        return disagreements;
    }

    /** How many rows were run that have to fail. */
    int failing() {
        return failing;
    }

    void check(List<BoundExpr> exprs) {
        List<NamedExpr> guarded = new ArrayList<>();
        List<List<@Nullable Object>> expected = new ArrayList<>();
        rows.forEach(row -> expected.add(new ArrayList<>()));
        for (BoundExpr expr : exprs) {
            List<LiteralValue> failures = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                try {
                    expected.get(i).add(Evaluator.known(Evaluator.value(expr, schema, rows.get(i))));
                } catch (OracleError fails) {
                    expected.get(i).add(null);
                    failures.add(LiteralValue.of(i, DataType.INT32));
                }
            }
            failures.stream().limit(FAILURES).forEach(id -> checkFailure(expr, (Integer) id.value()));
            guarded.add(new NamedExpr("e" + guarded.size(), failures.isEmpty() ? expr : guarded(expr, failures)));
        }
        Set<String> needed = new LinkedHashSet<>(List.of("id"));
        exprs.forEach(expr -> needed.addAll(BoundExprs.columns(expr)));
        LogicalPlan columns =
                PlanBuilder.select(table, needed.stream().map(name -> col(name)).toList());
        LogicalPlan sorted = PlanBuilder.sort(columns, List.of(col("id").asc()));
        List<List<@Nullable Object>> actual = engine.rows(LogicalPlan.Project.of(sorted, guarded));
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < exprs.size(); j++) {
                compare(exprs.get(j), i, expected.get(i).get(j), actual.get(i).get(j));
            }
        }
    }

    /** The expression, but null in the rows where it has to fail. */
    private BoundExpr guarded(BoundExpr expr, List<LiteralValue> failures) {
        BoundExpr fails = new BoundExpr.In(Binder.of(schema).bind(col("id")), failures);
        return new BoundExpr.Case(List.of(new BoundExpr.Branch(fails, BoundExpr.Literal.nullOf(expr.type()))), expr);
    }

    private void compare(BoundExpr expr, int row, @Nullable Object expected, @Nullable Object actual) {
        boolean same =
                actual instanceof Double x && expected instanceof Double y ? near(x, y) : Values.same(expected, actual);
        if (!same) {
            disagreements.add(describe(expr, row) + ": expected " + expected + " but was " + actual);
        }
    }

    /** Equal, or two steps apart: the last place of powers and logarithms is the platform's. */
    private static boolean near(double x, double y) {
        return Values.same(x, y) || Math.abs(x - y) <= 2 * Math.ulp(y);
    }

    private void checkFailure(BoundExpr expr, int row) {
        failing++;
        Set<String> needed = new LinkedHashSet<>(List.of("id"));
        needed.addAll(BoundExprs.columns(expr));
        LogicalPlan one = PlanBuilder.select(
                PlanBuilder.filter(table, col("id").eq(row)),
                needed.stream().map(name -> col(name)).toList());
        try {
            engine.failure(LogicalPlan.Project.of(one, List.of(new NamedExpr("e", expr))));
        } catch (AssertionError noFailure) {
            disagreements.add(describe(expr, row) + ": " + noFailure.getMessage());
        }
    }

    private String describe(BoundExpr expr, int row) {
        StringBuilder operands = new StringBuilder();
        BoundExprs.columns(expr).forEach(name -> operands.append(name)
                .append(' ')
                .append(schema.field(name).type())
                .append(" = ")
                .append(LiteralValue.of(
                        rows.get(row).get(schema.indexOf(name)),
                        schema.field(name).type()))
                .append("; "));
        return operands + "" + expr;
    }
}
