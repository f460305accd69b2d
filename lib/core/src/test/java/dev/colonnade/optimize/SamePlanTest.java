package dev.colonnade.optimize;

import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.when;
import static dev.colonnade.optimize.TestTables.T;
import static dev.colonnade.optimize.TestTables.U;
import static dev.colonnade.plan.PlanBuilder.aggregate;
import static dev.colonnade.plan.PlanBuilder.filter;
import static dev.colonnade.plan.PlanBuilder.limit;
import static dev.colonnade.plan.PlanBuilder.sort;
import static dev.colonnade.plan.PlanBuilder.union;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.colonnade.expr.Expr;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Distinct;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.type.DataType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Laws: two ways to say the same become the same plan, one line per law and type; and where a law does not hold. */
class SamePlanTest {
    private static final Expr A = col("a");
    private static final Expr B = col("b");
    private static final Expr X = col("x");
    private static final Expr F = col("f");
    private static final Expr S = col("s");
    private static final Expr FLAG = col("flag");
    private static final Expr ID = col("id");
    private static final Expr PRICE = col("price");
    private static final Expr DAY = col("day");
    private static final Expr TS = col("ts");
    private static final Expr NULL = lit(null);

    private static LogicalPlan optimized(LogicalPlan plan) {
        return Optimizer.standard().optimize(plan).plan();
    }

    private static void assertSamePlan(LogicalPlan one, LogicalPlan other) {
        assertEquals(PlanPrinter.print(optimized(one)), PlanPrinter.print(optimized(other)));
        assertEquals(optimized(one), optimized(other));
    }

    private static LogicalPlan select(Expr... exprs) {
        return PlanBuilder.select(T, List.of(exprs));
    }

    private static void same(Expr one, Expr other) {
        assertSamePlan(select(one.as("r")), select(other.as("r")));
    }

    private static void differ(Expr one, Expr other) {
        assertNotEquals(optimized(select(one.as("r"))), optimized(select(other.as("r"))));
    }

    private static void sameFilter(Expr one, Expr other) {
        assertSamePlan(filter(T, one), filter(T, other));
    }

    @Test
    void arithmetic() {
        same(A.plus(0), A);
        same(lit(0).plus(A), A);
        same(B.plus(0), B);
        differ(PRICE.plus(0), PRICE);
        differ(X.plus(0), X);
        differ(F.plus(0), F);
        differ(X.minus(0), X);
        same(A.minus(0), A);
        same(A.times(1), A);
        same(X.times(1), X);
        same(F.times(1f), F);
        differ(A.times(0), lit(0));
        differ(A.minus(A), lit(0));
        same(X.div(1), X);
        same(B.intDiv(1), B);
        differ(B.intDiv(0), NULL.cast(DataType.INT64));
        same(A.plus(lit(2).times(3)), A.plus(6));
        same(A.plus(NULL), NULL.cast(DataType.INT32));
        same(A.cast(DataType.INT64).cast(DataType.INT32), A);
        differ(B.cast(DataType.INT32).cast(DataType.INT64), B);
        same(DAY.cast(DataType.timestamp(dev.colonnade.type.Resolution.MICROS)).cast(DataType.DATE), DAY);
        differ(TS.cast(DataType.DATE).cast(DataType.timestamp(dev.colonnade.type.Resolution.MICROS)), TS);
    }

    @Test
    void logic() {
        same(FLAG.and(lit(true)), FLAG);
        same(FLAG.or(lit(false)), FLAG);
        same(FLAG.and(lit(false)), lit(false));
        same(FLAG.or(lit(true)), lit(true));
        same(FLAG.and(FLAG), FLAG);
        same(FLAG.or(FLAG.and(A.gt(1))), FLAG);
        same(FLAG.not().not(), FLAG);
        same(FLAG.eq(true), FLAG);
        same(A.lt(5).not(), A.ge(5));
        same(X.lt(5.0).not(), X.ge(5.0));
        same(A.lt(5).and(FLAG).not(), A.ge(5).or(FLAG.not()));
        differ(FLAG.and(NULL), NULL.cast(DataType.BOOL));
        differ(FLAG.and(FLAG.not()), lit(false));
        differ(FLAG.or(FLAG.not()), lit(true));
        differ(A.eq(A), lit(true));
        sameFilter(FLAG.and(NULL), lit(false));
        sameFilter(FLAG.or(NULL), FLAG);
    }

    @Test
    void nulls() {
        same(ID.isNull(), lit(false));
        same(ID.isNotNull(), lit(true));
        differ(A.isNull(), lit(false));
        same(coalesce(ID, B), ID);
        same(coalesce(NULL, B, NULL), B);
        same(B.eqNullSafe(null), B.isNull());
        same(ID.eqNullSafe(5L), ID.eq(5L));
        differ(B.eqNullSafe(5L), B.eq(5L));
        same(when(NULL).then(1).otherwise(2), lit(2));
        same(when(ID.isNotNull()).then(A).otherwise(B), A.cast(DataType.INT64));
    }

    @Test
    void comparisons() {
        sameFilter(lit(5).lt(A), A.gt(5));
        sameFilter(A.cast(DataType.INT64).lt(5L), A.lt(5));
        sameFilter(A.lt(2.5), A.le(2));
        sameFilter(B.lt(2.5), B.le(2));
        sameFilter(A.cast(DataType.INT64).lt(1L << 40), A.isNotNull());
        sameFilter(ID.cast(DataType.decimal(38, 0)).gt(new java.math.BigDecimal("-1e30")), lit(true));
        sameFilter(A.eq(1).or(A.eq(2)), A.isIn(1, 2));
        sameFilter(A.isIn(1), A.eq(1));
        sameFilter(A.isIn(1, 2).and(A.gt(1)).and(A.lt(9)), A.isIn(1, 2).and(A.gt(1)));
        sameFilter(A.gt(5).and(A.gt(3)), A.gt(5));
        sameFilter(TS.cast(DataType.DATE).eq(LocalDate.of(2024, 1, 1)), dayOf(2024, 1, 1));
        sameFilter(DAY.dt().year().eq(2024), DAY.ge("2024-01-01").and(DAY.lt("2025-01-01")));
        sameFilter(DAY.le(lit(LocalDate.of(1998, 12, 1)).minus(java.time.Period.ofDays(90))), DAY.le("1998-09-02"));
        sameFilter(
                A.eq(1).and(B.lt(5)).or(A.eq(1).and(S.eq("x"))),
                A.eq(1).and(B.lt(5).or(S.eq("x"))));
    }

    private static Expr dayOf(int year, int month, int day) {
        LocalDateTime start = LocalDate.of(year, month, day).atStartOfDay();
        return TS.ge(start).and(TS.lt(start.plusDays(1)));
    }

    @Test
    void plans() {
        assertSamePlan(filter(filter(T, A.gt(5)), B.lt(3)), filter(T, A.gt(5).and(B.lt(3))));
        assertSamePlan(filter(sort(T, List.of(A.asc())), B.lt(3)), sort(filter(T, B.lt(3)), List.of(A.asc())));
        assertSamePlan(limit(limit(T, 0, 5), 0, 3), limit(T, 0, 3));
        assertSamePlan(
                filter(PlanBuilder.select(T, List.of(A.as("z"))), col("z").gt(5)),
                PlanBuilder.select(filter(T, A.gt(5)), List.of(A.as("z"))));
        assertSamePlan(sort(sort(T, List.of(B.asc())), List.of(A.asc())), sort(T, List.of(A.asc())));
        assertSamePlan(
                aggregate(sort(T, List.of(B.asc())), List.of(A), List.of(count().as("n"))),
                aggregate(T, List.of(A), List.of(count().as("n"))));
        assertSamePlan(new Distinct(new Distinct(T)), new Distinct(T));
        assertSamePlan(
                filter(JoinBuilder.on(T, U, JoinType.LEFT, B.eq(col("k"))), col("v").gt(1)),
                filter(JoinBuilder.on(T, U, JoinType.INNER, B.eq(col("k"))), col("v").gt(1)));
        assertSamePlan(
                filter(JoinBuilder.cross(T, U), B.eq(col("k"))), JoinBuilder.on(T, U, JoinType.INNER, B.eq(col("k"))));
        assertSamePlan(union(List.of(filter(U, col("v").gt(1)), filter(U, lit(false)))), filter(U, col("v").gt(1)));
        assertNotEquals(optimized(filter(limit(T, 0, 5), A.gt(5))), optimized(limit(filter(T, A.gt(5)), 0, 5)));
        assertNotEquals(
                optimized(aggregate(filter(U, lit(false)), List.of(), List.of(count().as("n")))),
                optimized(aggregate(filter(U, lit(false)), List.of(col("v")), List.of(count().as("n")))));
    }
}
