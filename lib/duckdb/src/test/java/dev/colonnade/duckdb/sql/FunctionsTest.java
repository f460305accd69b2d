package dev.colonnade.duckdb.sql;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.DateUnit;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Function;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each function but the access to structs, over each types that it takes, agrees with the interpreter on every pair of edge values. */
class FunctionsTest {
    private static final TestEngine ENGINE = new TestEngine();
    private static LogicalPlan table;

    @BeforeAll
    static void write(@TempDir Path dir) {
        table = EdgeValues.table(ENGINE, dir.resolve("edges.parquet"));
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRUCT_FIELD")
    void agreesWithTheInterpreter(Function function) {
        List<BoundExpr> exprs = new ArrayList<>();
        for (List<Expr> args : arguments(function)) {
            try {
                exprs.add(Binder.of(EdgeValues.schema()).bind(new Expr.Call(function, args)));
            } catch (PlanException notOfThese) {
                // the function does not take these types
            }
        }
        assertTrue(!exprs.isEmpty(), "No types for " + function);
        Differential differential = new Differential(ENGINE, table);
        for (int i = 0; i < exprs.size(); i += 50) {
            differential.check(exprs.subList(i, Math.min(exprs.size(), i + 50)));
        }
        assertEquals("", String.join("\n", differential.disagreements()));
    }

    private static List<List<Expr>> arguments(Function function) {
        List<List<Expr>> lists = new ArrayList<>();
        for (DataType left : EdgeValues.types()) {
            Expr a = col(EdgeValues.left(left));
            switch (function) {
                case ROUND -> List.of(0, 1, 3, 9).forEach(digits -> lists.add(List.of(a, lit(digits))));
                case SUBSTRING -> positions().forEach(p -> lists.add(List.of(a, p.get(0), p.get(1))));
                case REPLACE -> List.of("", "a", "b'").forEach(part -> lists.add(List.of(a, lit(part), lit("x\"y"))));
                case BUCKET -> List.of(1, 16, Integer.MAX_VALUE).forEach(n -> lists.add(List.of(lit(n), a)));
                case DATE_TRUNC -> List.of(DateUnit.values()).forEach(u -> lists.add(List.of(lit(u.name()), a)));
                default -> {
                    lists.add(List.of(a));
                    for (DataType right : EdgeValues.types()) {
                        lists.add(List.of(a, col(EdgeValues.right(right))));
                    }
                }
            }
        }
        if (arity(function) == 1) {
            lists.removeIf(args -> args.size() != 1);
        } else if (arity(function) == 2) {
            lists.removeIf(args -> args.size() != 2);
        }
        return lists;
    }

    private static List<List<Expr>> positions() {
        List<List<Expr>> positions = new ArrayList<>();
        Expr position = col(EdgeValues.right(DataType.INT32));
        Expr wide = col(EdgeValues.right(DataType.INT64));
        for (long start : new long[] {Long.MIN_VALUE, -1, 0, 1, 2, 9, Long.MAX_VALUE}) {
            for (long length : new long[] {Long.MIN_VALUE, -1, 0, 2, Long.MAX_VALUE}) {
                positions.add(List.of(lit(start), lit(length)));
            }
            positions.add(List.of(lit(start), position));
            positions.add(List.of(wide, lit(start)));
        }
        positions.add(List.of(position, wide));
        return positions;
    }

    private static int arity(Function function) {
        return switch (function) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, INT_DIV, MOD, POWER, EQ, NE, LT, LE, GT, GE, EQ_NULL_SAFE -> 2;
            case NULL_IF, LIKE, CONTAINS, STARTS_WITH, ENDS_WITH -> 2;
            case AND, OR, COALESCE, GREATEST, LEAST, CONCAT, ROUND, SUBSTRING, REPLACE, DATE_TRUNC, BUCKET -> 0;
            default -> 1;
        };
    }

    @Test
    void longOperandsAreWrittenOnce() {
        Expr deep = col(EdgeValues.left(DataType.FLOAT64));
        for (int i = 0; i < 12; i++) {
            deep = deep.plus(1)
                    .cast(DataType.INT64)
                    .plus(0.5)
                    .minus(0.5)
                    .cast(DataType.INT32)
                    .cast(DataType.FLOAT64);
        }
        BoundExpr bound = Binder.of(EdgeValues.schema()).bind(deep);
        assertTrue(ExprSql.of(bound, Quoting::name).length() < 20_000);
        Differential differential = new Differential(ENGINE, table);
        differential.check(List.of(bound));
        assertEquals(List.of(), differential.disagreements());
    }
}
