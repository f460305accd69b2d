package dev.colonnade.optimize.rule;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.optimize.TestTables.T;
import static dev.colonnade.optimize.TestTables.U;
import static dev.colonnade.plan.PlanBuilder.aggregate;
import static dev.colonnade.plan.PlanBuilder.filter;
import static dev.colonnade.plan.PlanBuilder.limit;
import static dev.colonnade.plan.PlanBuilder.select;
import static dev.colonnade.plan.PlanBuilder.sort;
import static dev.colonnade.plan.PlanBuilder.tail;
import static dev.colonnade.plan.PlanBuilder.union;

import dev.colonnade.expr.Expr;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Empty;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmptyRulesTest {
    private static final String SCAN_U = "Scan u columns 4/4 [k, v, w, y]";
    private static final Expr A = col("a");
    private static final Expr S = col("s");

    private static void never(Expr condition, String reason) {
        new RuleAssert(new DropUnsatisfiable()).turns(filter(T, condition), "Empty (" + reason + ")");
    }

    @Test
    void dropUnsatisfiableConditions() {
        never(A.gt(5).and(A.lt(3)), "a > 5 AND a < 3 is never true");
        never(A.lt(3).and(S.eq("x")).and(A.ge(3)), "a < 3 AND a >= 3 is never true");
        never(A.gt(3).and(A.lt(3)), "a > 3 AND a < 3 is never true");
        never(A.eq(3).and(A.gt(3)), "a = 3 AND a > 3 is never true");
        never(A.eq(3).and(A.eq(4)), "a = 3 AND a = 4 is never true");
        never(A.ne(3).and(A.eq(3)), "a <> 3 AND a = 3 is never true");
        never(A.isIn(1, 2, 9).and(A.isIn(3, 4)), "a in [1, 2, 9] AND a in [3, 4] is never true");
        never(A.isIn(1, 2, 9).and(A.gt(9)), "a in [1, 2, 9] AND a > 9 is never true");
        never(A.isNull().and(A.gt(9)), "a IS NULL AND a > 9 is never true");
        never(A.isNotNull().and(A.isNull()), "a IS NOT NULL AND a IS NULL is never true");
        never(S.lt("a").and(S.gt("b")), "s < 'a' AND s > 'b' is never true");
        never(col("x").gt(Double.NaN).and(col("x").lt(1.0)), "x > NaN AND x < 1.0 is never true");
        never(A.plus(1).gt(5).and(A.plus(1).lt(3)), "(a + 1) > 5 AND (a + 1) < 3 is never true");
        never(lit(false), "filter false keeps no row");
        never(A.gt(5).and(lit(null)), "filter null keeps no row");
    }

    @Test
    void dropUnsatisfiableNodes() {
        RuleAssert rule = new RuleAssert(new DropUnsatisfiable());
        LogicalPlan.Filter contradiction =
                (LogicalPlan.Filter) filter(T, A.gt(5).and(A.lt(3)));
        rule.turns(T.withFilter(contradiction.condition()), "Empty (a > 5 AND a < 3 is never true)");
        rule.turns(T.withLimit(0), "Empty (limit 0 keeps no row)");
        rule.turns(limit(T, 5, 0), "Empty (limit 0 keeps no row)");
        rule.turns(tail(T, 0), "Empty (tail 0 keeps no row)");
        rule.turns(
                JoinBuilder.on(T, U, JoinType.SEMI, A.gt(col("k")).and(lit(false))),
                "Empty (filter false keeps no row)");
        rule.leavesAlone(
                T.withLimit(1),
                limit(T, 5, 1),
                new LogicalPlan.Limit(T, 5, -1),
                tail(T, 1),
                JoinBuilder.on(T, U, JoinType.LEFT, lit(false)),
                filter(T, A.gt(5).and(A.lt(9))),
                filter(T, A.ge(5).and(A.le(5))),
                filter(T, A.gt(5).and(col("b").lt(3))),
                filter(T, A.gt(5).or(A.lt(3))),
                filter(T, A.isIn(1, 2).and(A.isIn(2, 3))),
                filter(T, A.isNull().and(A.isNull())),
                filter(T, A.isNull().and(A.eqNullSafe(5))),
                filter(T, A.isIn(1, null).and(A.gt(3))),
                filter(T, A.isIn(List.of()).and(A.gt(3))),
                filter(T, col("x").lt(Double.NaN).and(col("x").gt(1.0))));
    }

    @Test
    void dropImpliedConjuncts() {
        RuleAssert rule = new RuleAssert(new DropImpliedConjuncts());
        String scan = "  Scan t columns 10/10 [id, a, b, x, f, s, flag, price, day, ts]";
        rule.turns(filter(T, A.gt(5).and(A.gt(3)).and(A.isNotNull())), "Filter a > 5", scan);
        rule.turns(filter(T, A.ge(5).and(A.gt(5)).and(A.ge(5))), "Filter a > 5", scan);
        rule.turns(filter(T, A.le(3).and(A.lt(3)).and(A.lt(9))), "Filter a < 3", scan);
        rule.turns(filter(T, A.eq(3).and(A.lt(9)).and(A.isIn(2, 3))), "Filter a = 3", scan);
        rule.turns(filter(T, A.isIn(2, 3).and(A.isIn(1, 2, 3)).and(A.ne(7))), "Filter a in [2, 3]", scan);
        rule.turns(filter(T, A.gt(3).and(A.ne(3)).and(S.eq("x"))), "Filter a > 3 AND s = 'x'", scan);
        rule.turns(filter(T, S.eq("x").and(A.gt(3)).and(S.eq("x"))), "Filter s = 'x' AND a > 3", scan);
        rule.leavesAlone(
                filter(T, A.gt(3)),
                filter(T, A.gt(3).and(A.lt(5))),
                filter(T, A.ge(3).and(A.ne(3))),
                filter(T, A.gt(3).and(col("b").gt(3))),
                filter(T, A.isNotNull().and(col("b").gt(3))),
                filter(T, A.isIn(1, 2).and(A.isIn(2, 3))),
                filter(T, A.isNull().and(col("b").isNotNull())),
                filter(T, A.gt(3).or(A.gt(5))));
    }

    @Test
    void propagateEmpty() {
        RuleAssert rule = new RuleAssert(new PropagateEmpty());
        LogicalPlan none = new Empty(U.schema(), "why");
        LogicalPlan nothing = new Empty(U.schema(), "as well");
        rule.turns(filter(none, col("v").gt(1)), "Empty (why)");
        rule.turns(select(none, List.of(col("v").plus(1).as("z"))), "Empty (why)");
        rule.turns(sort(none, List.of(col("v").asc())), "Empty (why)");
        rule.turns(limit(none, 0, 3), "Empty (why)");
        rule.turns(tail(none, 3), "Empty (why)");
        rule.turns(new LogicalPlan.Distinct(none), "Empty (why)");
        rule.turns(aggregate(none, List.of(col("v")), List.of(count().as("n"))), "Empty (why)");
        rule.turns(union(List.of(none, nothing)), "Empty (why)");
        rule.turns(union(List.of(none, U)), SCAN_U);
        rule.turns(union(List.of(U, none, U)), "Union of 2", "  " + SCAN_U, "  " + SCAN_U);
        new RuleAssert(new PropagateEmptyThroughJoin()).turns(JoinBuilder.cross(T, none), "Empty (why)");
        rule.leavesAlone(
                none,
                JoinBuilder.cross(T, none),
                aggregate(none, List.of(), List.of(count().as("n"))),
                new LogicalPlan.Sql("select * from t", List.of(), List.of("t"), List.of(none), U.schema()),
                union(List.of(U, U)));
    }
}
