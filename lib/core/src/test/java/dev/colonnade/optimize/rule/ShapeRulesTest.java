package dev.colonnade.optimize.rule;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.first;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.sum;
import static dev.colonnade.optimize.TestTables.T;
import static dev.colonnade.optimize.TestTables.U;
import static dev.colonnade.plan.PlanBuilder.aggregate;
import static dev.colonnade.plan.PlanBuilder.filter;
import static dev.colonnade.plan.PlanBuilder.limit;
import static dev.colonnade.plan.PlanBuilder.select;
import static dev.colonnade.plan.PlanBuilder.sort;
import static dev.colonnade.plan.PlanBuilder.tail;
import static dev.colonnade.plan.PlanBuilder.union;

import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Distinct;
import dev.colonnade.plan.PlanBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapeRulesTest {
    private static final String SCAN = "Scan u columns 4/4 [k, v, w, y]";
    private static final LogicalPlan SORTED = sort(U, List.of(col("v").asc()));
    private static final LogicalPlan GROUPED = aggregate(U, List.of(col("v"), col("w")), List.of(count().as("n")));

    @Test
    void pushFilterThroughSort() {
        RuleAssert rule = new RuleAssert(new PushFilterThroughSort());
        rule.turns(filter(SORTED, col("v").gt(1)), "Sort [v]", "  Filter v > 1", "    " + SCAN);
        rule.turns(
                filter(new Distinct(SORTED), col("v").gt(1)),
                "Distinct",
                "  Sort [v]",
                "    Filter v > 1",
                "      " + SCAN);
        rule.leavesAlone(
                SORTED,
                filter(limit(SORTED, 0, 2), col("v").gt(1)),
                filter(tail(SORTED, 2), col("v").gt(1)),
                new Distinct(filter(U, col("v").gt(1))));
    }

    @Test
    void pushFilterThroughAggregate() {
        RuleAssert rule = new RuleAssert(new PushFilterThroughAggregate());
        LogicalPlan byExpr = aggregate(U, List.of(col("v").plus(1).as("z"), col("w")), List.of(count().as("n")));
        rule.turns(
                filter(byExpr, col("z").gt(2).and(col("n").gt(0L)).and(col("w").lt("z"))),
                "Filter n > 0",
                "  Aggregate by [(v + 1) as z, w] compute [count() as n]",
                "    Filter (v + 1) > 2 AND w < 'z'",
                "      " + SCAN);
        rule.leavesAlone(
                GROUPED,
                filter(GROUPED, col("n").gt(1L)),
                filter(GROUPED, col("n").gt(col("v"))),
                filter(GROUPED, lit(false)),
                filter(aggregate(U, List.of(), List.of(count().as("n"))), col("n").gt(1L)));
    }

    @Test
    void pushFilterThroughUnion() {
        RuleAssert rule = new RuleAssert(new PushFilterThroughUnion());
        rule.turns(
                filter(union(List.of(U, SORTED)), col("v").gt(1)),
                "Union of 2",
                "  Filter v > 1",
                "    " + SCAN,
                "  Filter v > 1",
                "    Sort [v]",
                "      " + SCAN);
        rule.leavesAlone(filter(limit(union(List.of(U, U)), 0, 3), col("v").gt(1)), union(List.of(U, U)));
    }

    @Test
    void pushLimitThroughUnion() {
        RuleAssert rule = new RuleAssert(new PushLimitThroughUnion());
        rule.turns(
                limit(union(List.of(U, limit(U, 0, 4), U.withLimit(2), tail(U, 9))), 1, 2),
                "Limit 2 offset 1",
                "  Union of 4",
                "    Limit 3",
                "      " + SCAN,
                "    Limit 3",
                "      Limit 4",
                "        " + SCAN,
                "    " + SCAN + " limit 2",
                "    Limit 3",
                "      Tail 9",
                "        " + SCAN);
        LogicalPlan one = aggregate(U, List.of(), List.of(count().as("n")));
        rule.leavesAlone(
                union(List.of(U, U)),
                tail(union(List.of(U, U)), 3),
                new LogicalPlan.Limit(union(List.of(U, U)), 3, -1),
                limit(union(List.of(one, one)), 0, 1),
                limit(filter(union(List.of(U, U)), col("v").gt(1)), 0, 3));
    }

    @Test
    void removeRedundantSort() {
        RuleAssert rule = new RuleAssert(new RemoveRedundantSort());
        rule.turns(
                aggregate(filter(SORTED, col("v").gt(1)), List.of(col("v")), List.of(count().as("n"))),
                "Aggregate by [v] compute [count() as n]",
                "  Filter v > 1",
                "    " + SCAN);
        rule.turns(new Distinct(SORTED), "Distinct", "  " + SCAN);
        rule.turns(sort(SORTED, List.of(col("k").desc())), "Sort [k desc]", "  " + SCAN);
        rule.turns(
                sort(limit(sort(SORTED, List.of(col("k").asc())), 0, 3), List.of(col("v").asc())),
                "Sort [v]",
                "  Limit 3",
                "    Sort [k]",
                "      " + SCAN);
        rule.turns(
                JoinBuilder.on(T, SORTED, JoinType.SEMI, col("b").eq(col("k"))),
                "Join semi on b = k",
                "  Scan t columns 10/10 [id, a, b, x, f, s, flag, price, day, ts]",
                "  " + SCAN);
        rule.leavesAlone(
                SORTED,
                select(filter(SORTED, col("v").gt(1)), List.of(col("v"))),
                aggregate(limit(SORTED, 0, 3), List.of(), List.of(count().as("n"))),
                aggregate(tail(select(SORTED, List.of(col("w"))), 3), List.of(), List.of(count().as("n"))),
                union(List.of(SORTED, U)),
                new LogicalPlan.Sql("select * from t", List.of(), List.of("t"), List.of(SORTED), U.schema()));
    }

    @Test
    void removeRedundantDistinct() {
        RuleAssert rule = new RuleAssert(new RemoveRedundantDistinct());
        rule.turns(new Distinct(GROUPED), "Aggregate by [v, w] compute [count() as n]", "  " + SCAN);
        rule.turns(
                new Distinct(limit(select(GROUPED, List.of(col("w").as("a"), col("v").as("b"))), 0, 3)),
                "Limit 3",
                "  Project [w as a, v as b]",
                "    Aggregate by [v, w] compute [count() as n]",
                "      " + SCAN);
        rule.turns(new Distinct(new Distinct(U)), "Distinct", "  " + SCAN);
        rule.turns(
                new Distinct(aggregate(U, List.of(), List.of(count().as("n")))),
                "Aggregate compute [count() as n]",
                "  " + SCAN);
        rule.leavesAlone(
                new Distinct(U),
                new Distinct(select(GROUPED, List.of(col("w"), col("n")))),
                new Distinct(select(GROUPED, List.of(col("v").plus(1).as("v"), col("w")))),
                new Distinct(select(new Distinct(U), List.of(col("v")))),
                new Distinct(union(List.of(new Distinct(U), new Distinct(U)))));
    }

    @Test
    void pruneColumnsOfScans() {
        RuleAssert rule = new RuleAssert(new PruneColumns());
        rule.turns(
                aggregate(
                        select(U, List.of(col("v").plus(1).as("z"), col("w"), col("k"))),
                        List.of(col("w")),
                        List.of(sum("z").as("s"))),
                "Aggregate by [w] compute [sum(z) as s]",
                "  Project [(v + 1) as z, w]",
                "    Scan u columns 2/4 [v, w]");
        rule.turns(
                aggregate(U, List.of(), List.of(count().as("n"))),
                "Aggregate compute [count() as n]",
                "  Scan u columns 0/4 []");
        rule.turns(
                aggregate(select(U, List.of(col("v"))), List.of(), List.of(count().as("n"))),
                "Aggregate compute [count() as n]",
                "  Scan u columns 0/4 []");
        rule.turns(
                select(sort(filter(U, col("v").gt(1)), List.of(col("w").asc())), List.of(col("k"))),
                "Project [k]",
                "  Sort [w]",
                "    Filter v > 1",
                "      Scan u columns 3/4 [k, v, w]");
        rule.turns(
                select(tail(limit(U, 0, 3), 2), List.of(col("y"), col("k"))),
                "Project [y, k]",
                "  Tail 2",
                "    Limit 3",
                "      Scan u columns 2/4 [k, y]");
        LogicalPlan.Filter filter = (LogicalPlan.Filter) filter(U, col("v").gt(1));
        rule.turns(
                select(U.withFilter(filter.condition()), List.of(col("k"))),
                "Project [k]",
                "  Scan u columns 1/4 [k] filter v > 1");
        rule.leavesAlone(U, GROUPED_AND_USED, select(new Distinct(U), List.of(col("k"))), filter(U, col("v").gt(1)));
    }

    private static final LogicalPlan GROUPED_AND_USED = aggregate(
            select(U, List.of(col("k"), col("v"), col("w"), col("y"))),
            List.of(col("k"), col("w")),
            List.of(first("v").orderBy(col("y").asc()).as("f")));

    @Test
    void pruneColumnsOfAggregates() {
        RuleAssert rule = new RuleAssert(new PruneColumns());
        LogicalPlan two = aggregate(U, List.of(col("w")), List.of(sum("v").as("s"), max("y").as("m")));
        rule.turns(
                select(two, List.of(col("m"))),
                "Project [m]",
                "  Aggregate by [w] compute [max(y) as m]",
                "    Scan u columns 2/4 [w, y]");
        rule.turns(select(two, List.of(col("w"))), "Project [w]", "  Aggregate by [w]", "    Scan u columns 1/4 [w]");
        rule.turns(
                select(aggregate(U, List.of(), List.of(sum("v").as("s"), max("y").as("m"))), List.of(lit(1).as("one"))),
                "Project [1 as one]",
                "  Aggregate compute [sum(v) as s]",
                "    Scan u columns 1/4 [v]");
    }

    @Test
    void pruneColumnsKeepsNamesApart() {
        LogicalPlan renamed = PlanBuilder.rename(new Distinct(U), Map.of("k", "k2", "v", "v2", "w", "w2", "y", "y2"));
        new RuleAssert(new PruneColumns())
                .turns(
                        select(JoinBuilder.cross(U, renamed), List.of(col("k"))),
                        "Project [k]",
                        "  Join cross",
                        "    Scan u columns 1/4 [k]",
                        "    Project []",
                        "      Distinct",
                        "        " + SCAN);
    }

    @Test
    void pruneColumnsOfJoinsAndUnions() {
        RuleAssert rule = new RuleAssert(new PruneColumns());
        LogicalPlan t = select(T, List.of(col("id"), col("a"), col("b")));
        rule.turns(
                select(JoinBuilder.on(t, U, JoinType.INNER, col("b").eq(col("k"))), List.of(col("w"), col("a"))),
                "Project [w, a]",
                "  Join inner on b = k",
                "    Project [a, b]",
                "      Scan t columns 2/10 [a, b]",
                "    Scan u columns 2/4 [k, w]");
        rule.turns(
                JoinBuilder.on(T, U, JoinType.ANTI, col("b").eq(col("k"))),
                "Join anti on b = k",
                "  Scan t columns 10/10 [id, a, b, x, f, s, flag, price, day, ts]",
                "  Scan u columns 1/4 [k]");
        rule.turns(
                select(union(List.of(U, filter(U, col("v").gt(1)))), List.of(col("w"))),
                "Project [w]",
                "  Union of 2",
                "    Scan u columns 1/4 [w]",
                "    Project [w]",
                "      Filter v > 1",
                "        Scan u columns 2/4 [v, w]");
        rule.turns(
                aggregate(union(List.of(U, U)), List.of(), List.of(count().as("n"))),
                "Aggregate compute [count() as n]",
                "  Union of 2",
                "    Scan u columns 1/4 [k]",
                "    Scan u columns 1/4 [k]");
        rule.leavesAlone(
                JoinBuilder.on(T, U, JoinType.LEFT, col("b").eq(col("k"))),
                new LogicalPlan.Sql("select k from u", List.of(), List.of("u"), List.of(U), U.schema()),
                PlanBuilder.rename(U, Map.of("k", "z")));
    }
}
