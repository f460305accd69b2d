package dev.colonnade.plan;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.optimize.TestTables.T;
import static dev.colonnade.optimize.TestTables.U;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.optimize.TestTables;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanPrinterTest {
    private static BoundExpr condition(Expr expr) {
        return ((LogicalPlan.Filter) PlanBuilder.filter(T, expr)).condition();
    }

    private static void prints(Expr condition, String text) {
        assertEquals(text, PlanPrinter.condition(condition(condition)));
    }

    @Test
    void conditionsCarryNoMoreParenthesesThanTheyNeed() {
        Expr a = col("a").gt(5);
        Expr s = col("s").isNull();
        prints(a, "a > 5");
        prints(a.and(s), "a > 5 AND s IS NULL");
        prints(a.and(s.or(col("flag"))), "a > 5 AND (s IS NULL OR flag)");
        prints(a.or(s.and(col("flag").or(a))), "a > 5 OR (s IS NULL AND (flag OR a > 5))");
        prints(col("a").plus(1).gt(col("b").times(2)), "cast((a + 1) as int64) > (b * 2)");
        prints(a.and(s).not(), "not(((a > 5) AND (s IS NULL)))");
        prints(col("a").isIn(1, 2).and(col("s").like("x%")), "a in [1, 2] AND s LIKE 'x%'");
        prints(col("flag"), "flag");
    }

    @Test
    void scansSayWhatTheyReadAndKeep() {
        assertEquals(
                "Scan t columns 2/10 [a, s] filter a > 5 AND b < 3 limit 7",
                PlanPrinter.line(T.withColumns(List.of("a", "s"))
                        .withFilter(condition(col("a").gt(5).and(col("b").lt(3))))
                        .withLimit(7)));
        Field[] many = IntStream.range(0, 23)
                .mapToObj(i -> Field.of("c" + i, DataType.BOOL))
                .toArray(Field[]::new);
        assertEquals(
                "Scan m columns 23/23 [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, "
                        + "c19, .. 3 more]",
                PlanPrinter.line(TestTables.scan("m", many)));
    }

    @Test
    void inputsAreIndentedAndNotesFollow() {
        LogicalPlan plan = new LogicalPlan.Union(
                List.of(
                        new LogicalPlan.Sql(
                                "select *\n  from u\twhere v > ?",
                                List.of(LiteralValue.ofJava(5)),
                                List.of("u"),
                                List.of(U),
                                U.schema()),
                        new LogicalPlan.Distinct(
                                new LogicalPlan.Limit(new LogicalPlan.Empty(U.schema(), "no reason"), 3, -1))),
                U.schema());
        assertEquals(
                """
                Union of 2
                  Sql select * from u where v > ? with [5]
                    Scan u columns 4/4 [k, v, w, y]  <- here
                  Distinct
                    Limit all offset 3
                      Empty (no reason)
                """,
                PlanPrinter.print(plan, node -> node instanceof LogicalPlan.Scan ? "<- here" : ""));
    }
}
