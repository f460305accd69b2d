package dev.colonnade.optimize.rule;

import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.optimize.TestTables.T;
import static dev.colonnade.optimize.TestTables.U;
import static dev.colonnade.plan.PlanBuilder.aggregate;
import static dev.colonnade.plan.PlanBuilder.filter;
import static dev.colonnade.plan.PlanBuilder.limit;
import static dev.colonnade.plan.PlanBuilder.rename;
import static dev.colonnade.plan.PlanBuilder.select;

import dev.colonnade.expr.Expr;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JoinRulesTest {
    private static final String SCAN_T = "Scan t columns 10/10 [id, a, b, x, f, s, flag, price, day, ts]";
    private static final String SCAN_U = "Scan u columns 4/4 [k, v, w, y]";
    private static final Expr KEYS = col("b").eq(col("k"));
    private static final Expr LEFT = col("a").gt(1);
    private static final Expr RIGHT = col("v").lt(6);
    private static final Expr BOTH = col("x").le(col("y"));

    private static LogicalPlan join(JoinType type, Expr condition) {
        return join(T, U, type, condition);
    }

    private static LogicalPlan join(LogicalPlan left, LogicalPlan right, JoinType type, Expr condition) {
        return JoinBuilder.on(left, right, type, condition);
    }

    @Test
    void pushFilterThroughJoin() {
        RuleAssert rule = new RuleAssert(new PushFilterThroughJoin());
        Expr all = LEFT.and(RIGHT).and(BOTH);
        rule.turns(
                filter(join(JoinType.INNER, KEYS), all),
                "Join inner on b = k AND x <= y",
                "  Filter a > 1",
                "    " + SCAN_T,
                "  Filter v < 6",
                "    " + SCAN_U);
        rule.turns(filter(JoinBuilder.cross(T, U), BOTH), "Join inner on x <= y", "  " + SCAN_T, "  " + SCAN_U);
        rule.turns(
                filter(JoinBuilder.cross(T, U), RIGHT), "Join cross", "  " + SCAN_T, "  Filter v < 6", "    " + SCAN_U);
        rule.turns(
                filter(join(JoinType.LEFT, KEYS), all),
                "Filter v < 6 AND x <= y",
                "  Join left on b = k",
                "    Filter a > 1",
                "      " + SCAN_T,
                "    " + SCAN_U);
        rule.turns(
                filter(join(JoinType.RIGHT, KEYS), all),
                "Filter a > 1 AND x <= y",
                "  Join right on b = k",
                "    " + SCAN_T,
                "    Filter v < 6",
                "      " + SCAN_U);
        rule.turns(
                filter(join(JoinType.SEMI, KEYS), LEFT),
                "Join semi on b = k",
                "  Filter a > 1",
                "    " + SCAN_T,
                "  " + SCAN_U);
        rule.turns(
                filter(join(JoinType.ANTI, KEYS), LEFT),
                "Join anti on b = k",
                "  Filter a > 1",
                "    " + SCAN_T,
                "  " + SCAN_U);
        rule.leavesAlone(
                filter(join(JoinType.FULL, KEYS), all),
                filter(join(JoinType.LEFT, KEYS), RIGHT),
                filter(join(JoinType.RIGHT, KEYS), LEFT),
                filter(join(JoinType.INNER, KEYS), lit(false)),
                filter(limit(join(JoinType.INNER, KEYS), 0, 3), LEFT),
                join(JoinType.INNER, KEYS));
    }

    @Test
    void pushJoinConditionDown() {
        RuleAssert rule = new RuleAssert(new PushJoinConditionDown());
        Expr all = KEYS.and(LEFT).and(RIGHT);
        rule.turns(
                join(JoinType.INNER, all),
                "Join inner on b = k",
                "  Filter a > 1",
                "    " + SCAN_T,
                "  Filter v < 6",
                "    " + SCAN_U);
        rule.turns(join(JoinType.INNER, LEFT), "Join cross", "  Filter a > 1", "    " + SCAN_T, "  " + SCAN_U);
        rule.turns(join(JoinType.INNER, lit(true)), "Join cross", "  " + SCAN_T, "  " + SCAN_U);
        rule.turns(
                join(JoinType.LEFT, all),
                "Join left on b = k AND a > 1",
                "  " + SCAN_T,
                "  Filter v < 6",
                "    " + SCAN_U);
        rule.turns(
                join(JoinType.RIGHT, all),
                "Join right on b = k AND v < 6",
                "  Filter a > 1",
                "    " + SCAN_T,
                "  " + SCAN_U);
        rule.turns(
                join(JoinType.SEMI, all),
                "Join semi on b = k",
                "  Filter a > 1",
                "    " + SCAN_T,
                "  Filter v < 6",
                "    " + SCAN_U);
        rule.turns(
                join(JoinType.ANTI, all),
                "Join anti on b = k AND a > 1",
                "  " + SCAN_T,
                "  Filter v < 6",
                "    " + SCAN_U);
        rule.leavesAlone(
                join(JoinType.FULL, all),
                join(JoinType.LEFT, KEYS.and(LEFT)),
                join(JoinType.INNER, KEYS.and(BOTH)),
                join(JoinType.LEFT, lit(true)),
                JoinBuilder.cross(T, U));
    }

    @Test
    void reduceOuterJoin() {
        RuleAssert rule = new RuleAssert(new ReduceOuterJoin());
        rule.turns(
                filter(join(JoinType.LEFT, KEYS), RIGHT),
                "Filter v < 6",
                "  Join inner on b = k",
                "    " + SCAN_T,
                "    " + SCAN_U);
        rule.turns(
                filter(join(JoinType.RIGHT, KEYS), LEFT.or(BOTH)),
                "Filter a > 1 OR x <= y",
                "  Join inner on b = k",
                "    " + SCAN_T,
                "    " + SCAN_U);
        rule.turns(
                filter(join(JoinType.FULL, KEYS), LEFT),
                "Filter a > 1",
                "  Join left on b = k",
                "    " + SCAN_T,
                "    " + SCAN_U);
        rule.turns(
                filter(join(JoinType.FULL, KEYS), RIGHT),
                "Filter v < 6",
                "  Join right on b = k",
                "    " + SCAN_T,
                "    " + SCAN_U);
        rule.turns(
                filter(join(JoinType.FULL, KEYS), BOTH),
                "Filter x <= y",
                "  Join inner on b = k",
                "    " + SCAN_T,
                "    " + SCAN_U);
        rule.leavesAlone(
                filter(join(JoinType.LEFT, KEYS), LEFT),
                filter(join(JoinType.LEFT, KEYS), RIGHT.or(LEFT)),
                filter(join(JoinType.LEFT, KEYS), col("k").isNull()),
                filter(join(JoinType.LEFT, KEYS), coalesce(col("v"), 1).lt(6)),
                filter(join(JoinType.FULL, KEYS), coalesce(col("b"), col("k")).gt(1)),
                filter(join(JoinType.INNER, KEYS), RIGHT));
    }

    @Test
    void inferJoinFilters() {
        RuleAssert rule = new RuleAssert(new InferJoinFilters());
        LogicalPlan fewT = filter(T, col("b").gt(1L).and(LEFT));
        LogicalPlan fewU = filter(U, col("k").lt(9L).and(RIGHT));
        rule.turns(
                join(fewT, fewU, JoinType.INNER, KEYS),
                "Join inner on b = k",
                "  Filter b < 9",
                "    Filter b > 1 AND a > 1",
                "      " + SCAN_T,
                "  Filter k > 1",
                "    Filter k < 9 AND v < 6",
                "      " + SCAN_U);
        for (JoinType type : List.of(JoinType.LEFT, JoinType.ANTI)) {
            rule.turns(
                    join(fewT, fewU, type, KEYS),
                    "Join " + type.name().toLowerCase(java.util.Locale.ROOT) + " on b = k",
                    "  Filter b > 1 AND a > 1",
                    "    " + SCAN_T,
                    "  Filter k > 1",
                    "    Filter k < 9 AND v < 6",
                    "      " + SCAN_U);
        }
        rule.turns(
                join(fewT, fewU, JoinType.RIGHT, KEYS),
                "Join right on b = k",
                "  Filter b < 9",
                "    Filter b > 1 AND a > 1",
                "      " + SCAN_T,
                "  Filter k < 9 AND v < 6",
                "    " + SCAN_U);
        rule.turns(
                join(
                        rename(fewT, Map.of("b", "c")),
                        aggregate(U, List.of(col("k").as("g")), List.of(count().as("n"))),
                        JoinType.SEMI,
                        col("g").eq(col("c"))),
                "Join semi on g = c",
                "  Project [id, a, b as c, x, f, s, flag, price, day, ts]",
                "    Filter b > 1 AND a > 1",
                "      " + SCAN_T,
                "  Filter g > 1",
                "    Aggregate by [k as g] compute [count() as n]",
                "      " + SCAN_U);
        rule.leavesAlone(
                join(fewT, fewU, JoinType.FULL, KEYS),
                join(fewT, U, JoinType.RIGHT, KEYS),
                join(T, fewU, JoinType.LEFT, KEYS),
                join(fewT, filter(U, col("k").gt(3L)), JoinType.LEFT, KEYS),
                join(filter(T, col("b").isNotNull()), U, JoinType.INNER, KEYS),
                join(filter(T, col("x").gt(0.0)), U, JoinType.INNER, col("x").eq(col("y"))),
                join(fewT, select(U, List.of(col("k").plus(1).as("k"))), JoinType.INNER, KEYS),
                join(fewT, U, JoinType.INNER, col("b").lt(col("k"))));
    }

    @Test
    void filtersTravelThroughChainsOfJoins() {
        LogicalPlan v = rename(U, Map.of("k", "k2", "v", "v2", "w", "w2", "y", "y2"));
        LogicalPlan chain = join(
                join(filter(T, col("b").eq(5L)), U, JoinType.INNER, KEYS), v, JoinType.LEFT, col("k").eq(col("k2")));
        new RuleAssert(new InferJoinFilters())
                .turns(
                        chain,
                        "Join left on k = k2",
                        "  Join inner on b = k",
                        "    Filter b = 5",
                        "      " + SCAN_T,
                        "    Filter k = 5",
                        "      " + SCAN_U,
                        "  Filter k2 = 5",
                        "    Project [k as k2, v as v2, w as w2, y as y2]",
                        "      " + SCAN_U);
    }

    @ParameterizedTest
    @EnumSource(value = JoinType.class, names = "CROSS", mode = EnumSource.Mode.EXCLUDE)
    void propagateEmptyIntoJoins(JoinType type) {
        LogicalPlan none = new LogicalPlan.Empty(T.schema(), "no T");
        LogicalPlan nothing = new LogicalPlan.Empty(U.schema(), "no U");
        String padded = "Project [id, a, b, x, f, s, flag, price, day, ts, null as k, null as v, null as w, null as y]";
        String paddedLeft = "Project [null as id, null as a, null as b, null as x, null as f, null as s, null as flag, "
                + "null as price, null as day, null as ts, k, v, w, y]";
        RuleAssert rule = new RuleAssert(new PropagateEmptyThroughJoin());
        LogicalPlan leftEmpty = join(none, U, type, KEYS);
        LogicalPlan rightEmpty = join(T, nothing, type, KEYS);
        if (type.padsLeft()) {
            rule.turns(leftEmpty, paddedLeft, "  " + SCAN_U);
        } else {
            rule.turns(leftEmpty, "Empty (no T)");
        }
        if (type == JoinType.ANTI) {
            rule.turns(rightEmpty, SCAN_T);
        } else if (type.padsRight()) {
            rule.turns(rightEmpty, padded, "  " + SCAN_T);
        } else {
            rule.turns(rightEmpty, "Empty (no U)");
        }
        rule.turns(join(none, nothing, type, KEYS), "Empty (no T)");
        rule.leavesAlone(join(type, KEYS));
    }
}
