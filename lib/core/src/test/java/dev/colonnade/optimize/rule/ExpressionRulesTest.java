package dev.colonnade.optimize.rule;

import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.sum;
import static dev.colonnade.expr.Exprs.when;
import static dev.colonnade.optimize.TestTables.T;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Expr;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionRulesTest {
    private static final String SCAN = "  Scan t columns 10/10 [id, a, b, x, f, s, flag, price, day, ts]";

    private static final Expr A = col("a");
    private static final Expr B = col("b");
    private static final Expr FLAG = col("flag");
    private static final Expr NULL = lit(null);

    private static void filter(Rule rule, Expr before, String after) {
        new RuleAssert(rule).turns(PlanBuilder.filter(T, before), "Filter " + after, SCAN);
    }

    private static void value(Rule rule, Expr before, String after) {
        new RuleAssert(rule).turns(select(before.as("r")), "Project [" + after + " as r]", SCAN);
    }

    private static void leavesFilters(Rule rule, Expr... conditions) {
        new RuleAssert(rule)
                .leavesAlone(Arrays.stream(conditions)
                        .map(c -> PlanBuilder.filter(T, c))
                        .toArray(LogicalPlan[]::new));
    }

    private static void leavesValues(Rule rule, Expr... exprs) {
        new RuleAssert(rule)
                .leavesAlone(Arrays.stream(exprs).map(e -> select(e.as("r"))).toArray(LogicalPlan[]::new));
    }

    private static LogicalPlan select(Expr... exprs) {
        return PlanBuilder.select(T, List.of(exprs));
    }

    @Test
    void foldConstants() {
        Rule rule = new FoldConstants();
        filter(rule, A.gt(lit(2).plus(3)), "a > 5");
        filter(
                rule,
                col("day").le(lit(LocalDate.of(1998, 12, 1)).minus(Period.ofDays(90))),
                "cast(day as timestamp[us]) <= '1998-09-02T00:00'");
        value(rule, A.plus(NULL), "null");
        value(rule, lit("a").str().concat("b").str().upper(), "'AB'");
        new RuleAssert(rule)
                .turns(
                        PlanBuilder.sort(
                                PlanBuilder.aggregate(
                                        T,
                                        List.of(A.plus(lit(1).plus(1)).as("k")),
                                        List.of(sum(B.times(lit(2).times(3)))
                                                .where(A.lt(lit(1).plus(1)))
                                                .as("r"))),
                                List.of(col("k").plus(lit(1).plus(1)).asc())),
                        "Sort [(k + 2)]",
                        "  Aggregate by [(a + 2) as k] compute [sum((b * 6)) where (a < 2) as r]",
                        "  " + SCAN);
        leavesFilters(rule, A.gt(5), A.gt(B), A.gt(lit(1).intDiv(0)));
        leavesValues(rule, A, lit(5), lit(Integer.MAX_VALUE).plus(1), lit("x").cast(DataType.INT32));
    }

    @Test
    void simplifyBooleans() {
        Rule rule = new SimplifyBooleans();
        filter(rule, FLAG.and(lit(true)).and(A.gt(5).and(FLAG)), "flag AND a > 5");
        filter(rule, FLAG.or(lit(false)), "flag");
        filter(rule, FLAG.or(lit(true)), "true");
        filter(rule, FLAG.and(A.gt(1)).and(lit(false)), "false");
        filter(rule, FLAG.or(FLAG.and(A.gt(1))).or(A.lt(0)), "flag OR a < 0");
        filter(rule, FLAG.and(FLAG.or(A.gt(1))), "flag");
        value(rule, FLAG.eq(true), "flag");
        value(rule, FLAG.eq(false), "not(flag)");
        value(rule, FLAG.ne(true), "not(flag)");
        value(rule, FLAG.ne(false), "flag");
        leavesFilters(
                rule, FLAG, FLAG.and(NULL), FLAG.or(NULL), FLAG.and(FLAG.not()), FLAG.or(A.gt(1)), FLAG.eq(A.gt(1)));
    }

    @Test
    void pushNotDown() {
        Rule rule = new PushNotDown();
        filter(rule, A.lt(5).or(B.isNull()).not(), "a >= 5 AND b IS NOT NULL");
        filter(rule, FLAG.and(A.eq(1).not()).not(), "not(flag) OR a = 1");
        value(rule, FLAG.not().not(), "flag");
        value(rule, A.ge(1).not(), "(a < 1)");
        value(rule, A.le(1).not(), "(a > 1)");
        value(rule, A.gt(1).not(), "(a <= 1)");
        value(rule, col("x").lt(1.5).not(), "(x >= 1.5)");
        value(rule, A.isNotNull().not(), "(a IS NULL)");
        leavesFilters(
                rule,
                FLAG.not(),
                A.isIn(1, 2).not(),
                A.eqNullSafe(1).not(),
                col("s").like("a%").not());
    }

    @Test
    void simplifyNullChecks() {
        Rule rule = new SimplifyNullChecks();
        value(rule, col("id").isNull(), "false");
        value(rule, col("id").isNotNull(), "true");
        value(rule, coalesce(B, NULL, col("id"), 5L), "coalesce(b, id)");
        value(rule, coalesce(NULL, B), "b");
        value(rule, coalesce(col("id"), B), "id");
        value(rule, B.eqNullSafe(null), "(b IS NULL)");
        value(rule, col("id").eqNullSafe(5), "(id = 5)");
        leavesValues(rule, A.isNull(), A.isNotNull(), coalesce(B, col("id")), A.eqNullSafe(5), A.eqNullSafe(B));
    }

    @Test
    void simplifyCases() {
        Rule rule = new SimplifyCases();
        value(
                rule,
                when(lit(false))
                        .then(1)
                        .when(FLAG)
                        .then(2)
                        .when(lit(true))
                        .then(3)
                        .otherwise(4),
                "when flag then 2 otherwise 3");
        value(rule, when(NULL).then(1).otherwise(4), "4");
        value(rule, when(lit(true)).then(A).otherwise(4), "a");
        leavesValues(rule, when(FLAG).then(1).otherwise(2), A);
    }

    @Test
    void simplifyArithmetic() {
        Rule rule = new SimplifyArithmetic();
        value(rule, A.plus(0), "a");
        value(rule, lit(0).plus(A), "a");
        value(rule, A.minus(0), "a");
        value(rule, A.times(1), "a");
        value(rule, lit(1L).times(B), "b");
        value(rule, B.intDiv(1L), "b");
        value(rule, col("x").times(1), "x");
        value(rule, col("x").div(1), "x");
        value(rule, A.cast(DataType.INT64).cast(DataType.INT32), "a");
        value(rule, A.cast(DataType.INT64).cast(DataType.decimal(38, 0)), "cast(a as decimal(38,0))");
        leavesValues(
                rule,
                col("x").plus(0),
                col("x").minus(0),
                lit(0).plus(col("x")),
                col("f").plus(0),
                lit(0).minus(A),
                A.times(0),
                lit(1).intDiv(A),
                lit(1).div(col("x")),
                A.plus(1),
                col("price").plus(0),
                col("price").times(1),
                B.cast(DataType.INT32).cast(DataType.INT64),
                B.cast(DataType.FLOAT64).cast(DataType.INT64),
                col("s").cast(DataType.INT32).cast(DataType.STRING));
    }

    @Test
    void putLiteralsRight() {
        Rule rule = new PutLiteralsRight();
        filter(rule, lit(5).lt(A), "a > 5");
        filter(rule, lit(5).ge(A), "a <= 5");
        filter(rule, lit(5).eq(A), "a = 5");
        filter(rule, lit(5).eqNullSafe(A), "a <=> 5");
        leavesFilters(rule, A.lt(5), A.cast(DataType.INT64).lt(B), lit(5).lt(6));
    }

    @Test
    void collectEqualities() {
        Rule rule = new CollectEqualities();
        filter(rule, A.eq(1).or(B.eq(7)).or(A.isIn(2, 1)).or(FLAG), "a in [1, 2] OR b = 7 OR flag");
        filter(rule, A.eq(1).or(A.eq(1)), "a = 1");
        filter(rule, A.isIn(1, 1), "a = 1");
        filter(rule, A.isIn(1, 2, 1), "a in [1, 2]");
        leavesFilters(
                rule,
                A.isIn(1, 2),
                A.eq(1).or(B.eq(2)),
                A.eq(1).or(A.gt(5)),
                A.eq(1).and(A.eq(2)),
                A.isIn(List.of()));
    }

    @Test
    void factorDisjunctions() {
        Rule rule = new FactorDisjunctions();
        filter(rule, A.eq(1).and(B.lt(5)).or(A.eq(1).and(B.gt(9)).and(FLAG)), "a = 1 AND (b < 5 OR (b > 9 AND flag))");
        filter(rule, A.eq(1).or(A.eq(1).and(B.lt(5))), "a = 1");
        filter(rule, A.eq(1).or(A.eq(1)), "a = 1");
        leavesFilters(rule, A.eq(1).or(B.lt(5)), A.eq(1).and(B.lt(5)).or(A.eq(2).and(B.lt(6))));
        leavesValues(rule, A.eq(1).and(FLAG).or(A.eq(1).and(B.lt(5))));
    }

    @Test
    void readNullAsFalse() {
        Rule rule = new ReadNullAsFalse();
        filter(rule, A.gt(5).or(NULL), "a > 5 OR false");
        filter(rule, NULL, "false");
        filter(rule, A.gt(5).and(FLAG.or(NULL)), "a > 5 AND (flag OR false)");
        filter(rule, A.isIn(1, 2, null), "a in [1, 2]");
        filter(rule, A.isIn((Object) null), "false");
        filter(rule, A.isIn(List.of()), "false");
        leavesFilters(rule, A.gt(5), A.gt(5).or(NULL).not(), A.isIn(1, null).not(), A.isIn(1, 2));
        leavesValues(rule, FLAG.or(NULL), A.isIn(1, null));
    }

    @Test
    void moveCastToLiteral() {
        Rule rule = new MoveCastToLiteral();
        Expr wide = A.cast(DataType.INT64);
        filter(rule, wide.lt(5), "a < 5");
        filter(rule, wide.eqNullSafe(5), "a <=> 5");
        filter(rule, wide.lt(1L << 40), "a IS NOT NULL OR null");
        filter(rule, wide.gt(1L << 40), "a IS NULL AND null");
        filter(rule, wide.eq(1L << 40), "a IS NULL AND null");
        filter(rule, wide.ne(-(1L << 40)), "a IS NOT NULL OR null");
        filter(rule, wide.ge(-(1L << 40)), "a IS NOT NULL OR null");
        filter(rule, wide.le(-(1L << 40)), "a IS NULL AND null");
        filter(rule, wide.eqNullSafe(1L << 40), "false");
        filter(rule, A.lt(2.5), "a <= 2");
        filter(rule, A.le(-2.5), "a <= -3");
        filter(rule, A.gt(2.5), "a >= 3");
        filter(rule, A.ge(2.5), "a >= 3");
        filter(rule, A.eq(2.5), "a IS NULL AND null");
        filter(rule, A.ne(2.5), "a IS NOT NULL OR null");
        filter(rule, B.lt(2.5), "b <= 2");
        filter(rule, A.lt(new BigDecimal("2.50")), "a <= 2");
        filter(rule, col("f").lt(0.1), "f <= 0.099999994");
        filter(rule, col("f").gt(0.1), "f >= 0.1");
        filter(rule, col("f").cast(DataType.FLOAT64).eq(Double.NaN), "f = NaN");
        filter(rule, col("f").lt(1e300), "f <= 3.4028235E38");
        filter(rule, col("price").le(new BigDecimal("1.005")), "price <= 1.00");
        filter(rule, col("price").gt(new BigDecimal("-1.005")), "price >= -1.00");
        filter(rule, col("price").lt(new BigDecimal("100000000.001")), "price IS NOT NULL OR null");
        filter(rule, col("day").lt(LocalDateTime.of(2024, 1, 1, 0, 0)), "day < '2024-01-01'");
        filter(rule, col("day").lt(LocalDateTime.of(2024, 1, 1, 7, 0)), "day <= '2024-01-01'");
        filter(rule, col("day").gt(LocalDateTime.of(2024, 1, 1, 7, 0)), "day >= '2024-01-02'");
        filter(rule, col("ts").gt(LocalDateTime.of(2024, 1, 1, 7, 0, 0, 1_500)), "ts >= '2024-01-01T07:00:00.000002'");
        filter(rule, wide.isIn(1, 2L << 40, null), "a in [1, null]");
        filter(rule, wide.isIn(2L << 40), "a IS NULL AND null");
        leavesFilters(
                rule,
                A.lt(5),
                wide.lt(B),
                B.cast(DataType.FLOAT64).lt(9007199254740993.0),
                A.lt(Double.NaN),
                col("s").cast(DataType.INT32).lt(5),
                B.cast(DataType.INT32).lt(5),
                col("x").cast(DataType.FLOAT32).lt(5f),
                col("ts").cast(DataType.DATE).lt(LocalDate.of(2024, 1, 1)));
        leavesValues(rule, wide.lt(5));
    }

    @Test
    void turnDatePartIntoRange() {
        Rule rule = new TurnDatePartIntoRange();
        Expr day = col("ts").cast(DataType.DATE);
        LocalDate leap = LocalDate.of(2024, 2, 29);
        filter(rule, day.eq(leap), "ts >= '2024-02-29T00:00' AND ts < '2024-03-01T00:00'");
        filter(rule, day.ne(leap), "ts < '2024-02-29T00:00' OR ts >= '2024-03-01T00:00'");
        filter(rule, day.lt(leap), "ts < '2024-02-29T00:00'");
        filter(rule, day.le(leap), "ts < '2024-03-01T00:00'");
        filter(rule, day.gt(leap), "ts >= '2024-03-01T00:00'");
        filter(rule, day.ge(leap), "ts >= '2024-02-29T00:00'");
        filter(rule, col("day").dt().year().eq(2024L), "day >= '2024-01-01' AND day < '2025-01-01'");
        filter(rule, col("ts").dt().year().lt(2024L), "ts < '2024-01-01T00:00'");
        leavesFilters(
                rule,
                day.eqNullSafe(leap),
                day.lt(col("day")),
                day.lt(LocalDate.of(-290_500, 1, 1)),
                col("day").dt().year().eq(0L),
                col("day").dt().month().eq(2L),
                col("s").cast(DataType.DATE).eq(leap));
        leavesValues(rule, day.eq(leap));
    }

    @Test
    void aggregatesKeepTheirShape() {
        LogicalPlan plan = PlanBuilder.aggregate(
                T, List.of(), List.of(count().where(FLAG.eq(true)).as("n")));
        LogicalPlan after = new SimplifyBooleans().apply(plan);
        BoundExpr expr = ((LogicalPlan.Aggregate) after).aggregates().get(0).expr();
        org.junit.jupiter.api.Assertions.assertEquals("count() where flag", expr.toString());
    }
}
