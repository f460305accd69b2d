package dev.colonnade.contract;

import static dev.colonnade.expr.Exprs.all;
import static dev.colonnade.expr.Exprs.any;
import static dev.colonnade.expr.Exprs.avg;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.countDistinct;
import static dev.colonnade.expr.Exprs.first;
import static dev.colonnade.expr.Exprs.greatest;
import static dev.colonnade.expr.Exprs.last;
import static dev.colonnade.expr.Exprs.least;
import static dev.colonnade.expr.Exprs.leftCol;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.median;
import static dev.colonnade.expr.Exprs.min;
import static dev.colonnade.expr.Exprs.quantile;
import static dev.colonnade.expr.Exprs.rightCol;
import static dev.colonnade.expr.Exprs.stddev;
import static dev.colonnade.expr.Exprs.sum;
import static dev.colonnade.expr.Exprs.variance;

import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Function;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The values that engines like to disagree about, in every operator that compares, groups or computes. */
abstract class EdgeContract extends OracleFixture {
    private static final Schema SCHEMA = Schema.of(
            Field.of("id", DataType.INT32),
            Field.of("x", DataType.FLOAT64),
            Field.of("f", DataType.FLOAT32),
            Field.of("s", DataType.STRING),
            Field.of("n", DataType.INT64),
            Field.of("d", DataType.decimal(38, 2)),
            Field.of("b", DataType.BOOL));
    private static final BigDecimal MOST = new BigDecimal("999999999999999999999999999999999999.99");

    private LogicalPlan table;

    @BeforeEach
    void write() {
        table = table(
                "edges",
                SCHEMA,
                row(1, Double.NaN, Float.NaN, "", Long.MAX_VALUE, MOST, true),
                row(2, Double.NaN, Float.NaN, null, Long.MAX_VALUE, MOST, null),
                row(3, 0.0, 0f, "\uFFFD", Long.MIN_VALUE, MOST.negate(), false),
                row(4, -0.0, -0f, "\uD83D\uDE00", 0L, null, false),
                row(5, null, null, null, null, null, null),
                row(6, Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, "a\nb", 7L, new BigDecimal("0.01"), true),
                row(7, Double.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, "a%b", -7L, new BigDecimal("0.00"), true),
                row(8, Double.MIN_VALUE, Float.MIN_VALUE, "a", 1L, new BigDecimal("1.00"), false),
                row(9, 1.5, 1.5f, "A", -1L, new BigDecimal("-1.00"), null),
                row(10, null, null, " a ", null, null, true));
    }

    private void agreeOn(Expr... exprs) {
        for (Expr expr : exprs) {
            agree(PlanBuilder.select(table, List.of(col("id"), expr.as("value"))));
            agree(PlanBuilder.select(PlanBuilder.filter(table, expr.isNotNull()), List.of(col("id"))));
        }
    }

    private void agreeOnGroups(Expr... aggregates) {
        for (Expr aggregate : aggregates) {
            for (String key : List.of("x", "f", "s", "b")) {
                agree(PlanBuilder.aggregate(table, List.of(col(key)), List.of(aggregate.as("value"))));
            }
            agree(PlanBuilder.aggregate(table, List.of(), List.of(aggregate.as("value"))));
            LogicalPlan nothing = PlanBuilder.filter(table, col("id").gt(99));
            agree(PlanBuilder.aggregate(nothing, List.of(), List.of(aggregate.as("value"))));
        }
    }

    @Test
    void groupsAndDistinctTreatNansZerosAndNullsAsOne() {
        agreeOnGroups(count(), min("id"), countDistinct("x"), countDistinct("f"), countDistinct("s"));
        for (String column : List.of("x", "f", "s", "n", "d", "b")) {
            agree(new LogicalPlan.Distinct(PlanBuilder.select(table, List.of(col(column)))));
        }
        agree(PlanBuilder.aggregate(table, List.of(col("x"), col("f"), col("s")), List.of(count().as("c"))));
    }

    @Test
    void joinsMatchNansAndZerosAndNeverNulls() {
        for (JoinType type :
                List.of(JoinType.INNER, JoinType.LEFT, JoinType.RIGHT, JoinType.FULL, JoinType.SEMI, JoinType.ANTI)) {
            for (String key : List.of("x", "f", "s", "n", "d", "b")) {
                agree(JoinBuilder.using(table, table, type, List.of(key)));
                agree(JoinBuilder.on(table, table, type, leftCol(key).eqNullSafe(rightCol(key))));
                agree(JoinBuilder.on(table, table, type, leftCol(key).lt(rightCol(key))));
            }
            agree(JoinBuilder.using(table, table, type, List.of("x", "s")));
            agree(JoinBuilder.on(table, table, type, leftCol("x").eq(rightCol("f"))));
            agree(JoinBuilder.on(
                    table,
                    table,
                    type,
                    leftCol("x").eq(rightCol("x")).and(leftCol("id").ne(rightCol("id")))));
            agree(JoinBuilder.on(table, table, type, lit(true)));
            agree(JoinBuilder.on(table, table, type, leftCol("b")));
        }
    }

    @Test
    void sortsPutNanLastAndNullsWhereAsked() {
        for (String key : List.of("x", "f", "s", "n", "d", "b")) {
            agree(PlanBuilder.sort(table, List.of(col(key).asc())));
            agree(PlanBuilder.sort(table, List.of(col(key).desc())));
            agree(PlanBuilder.sort(table, List.of(col(key).asc().nullsFirst())));
            agree(PlanBuilder.limit(
                    PlanBuilder.sort(
                            table,
                            List.of(col(key).desc().nullsFirst(), col("id").asc())),
                    1,
                    4));
            agree(PlanBuilder.tail(
                    PlanBuilder.sort(table, List.of(col(key).asc(), col("id").asc())), 3));
        }
    }

    @Test
    void comparisonsKnowNanAndZeros() {
        for (String column : List.of("x", "f")) {
            Expr x = col(column);
            for (Object other : List.of(Double.NaN, 0.0, -0.0, Double.POSITIVE_INFINITY, 1, 1.5)) {
                agreeOn(
                        x.eq(other),
                        x.ne(other),
                        x.lt(other),
                        x.le(other),
                        x.gt(other),
                        x.ge(other),
                        x.eqNullSafe(other));
                agreeOn(x.isIn(other, null), x.nullIf(other), greatest(x, other), least(x, other), x.between(other, 2));
            }
        }
        agreeOn(
                col("x").isNan(),
                col("f").isNan(),
                col("x").eq(col("f")),
                col("x").gt(col("n")),
                col("n").eq(col("d")));
    }

    @Test
    void stringsCompareByBytes() {
        for (String other : List.of("", "a", "A", "\uFFFD", "\uD83D\uDE00", "a\nb")) {
            agreeOn(col("s").eq(other), col("s").lt(other), col("s").ge(other), col("s").isIn(other));
        }
        for (String pattern : List.of("a_b", "a%b", "%", "_", "", "%\n%", "a\\%b", "\uD83D_", "_%_")) {
            agreeOn(col("s").like(pattern));
        }
        agreeOn(
                col("s").str().substring(0, 2),
                col("s").str().substring(-1, 3),
                col("s").str().substring(2, -1));
        agreeOn(
                col("s").str().substring(Long.MAX_VALUE, Long.MAX_VALUE),
                col("s").str().length());
        agreeOn(
                col("s").str().trim(),
                col("s").str().upper(),
                col("s").str().replace("", "x"),
                col("s").str().contains(""));
    }

    @Test
    void stringsMayHoldNul() {
        LogicalPlan nul = table(
                "nul",
                Schema.of(Field.of("s", DataType.STRING)),
                row("\0"),
                row("a\0b"),
                row("a\0"),
                row("a"),
                row((Object) null));
        Expr s = col("s");
        for (Expr expr : List.of(
                s.str().length(),
                s.eq("a\0b"),
                s.gt("a"),
                s.isIn("a\0", "\0"),
                s.like("%\0%"),
                s.str().contains("\0"),
                s.str().replace("\0", "0"),
                s.str().substring(2, 1),
                s.str().concat("\0"))) {
            agree(PlanBuilder.select(nul, List.of(s, expr.as("value"))));
        }
        agree(PlanBuilder.aggregate(nul, List.of(s), List.of(count().as("n"))));
        agree(PlanBuilder.sort(nul, List.of(s.desc())));
    }

    @Test
    void floatsFollowIeee() {
        Expr x = col("x");
        agreeOn(x.plus(x), x.minus(x), x.times(0), x.div(0), x.div(lit(-0.0)), x.negate(), x.abs(), lit(1).div(x));
        agreeOn(
                x.round(0),
                x.round(3),
                x.floor(),
                x.ceil(),
                x.pow(0),
                x.pow(2),
                x.pow(-1),
                lit(1).pow(x),
                lit(-1).pow(x));
        agreeOn(
                x.abs().sqrt(),
                new Expr.Call(Function.EXP, List.of(x)),
                col("f").plus(col("f")),
                col("f").times(lit(3f)));
        agreeOn(new Expr.Call(Function.LN, List.of(x.abs().plus(1))), lit(-8).pow(lit(1.0).div(3)));
    }

    @Test
    void whatHasNoValueFails() {
        for (Expr failing : List.of(
                col("n").plus(1),
                col("n").minus(1),
                col("n").times(2),
                col("n").negate(),
                col("n").abs(),
                col("n").intDiv(0),
                col("n").intDiv(-1),
                col("n").mod(0),
                col("n").mod(-1),
                col("d").plus(col("d")),
                col("d").times(col("d")),
                col("x").sqrt(),
                new Expr.Call(Function.LN, List.of(col("x"))),
                new Expr.Call(Function.LN, List.of(col("id").minus(1))),
                col("x").cast(DataType.INT64),
                col("d").cast(DataType.INT64),
                col("n").cast(DataType.INT32),
                col("s").cast(DataType.INT32))) {
            agree(PlanBuilder.select(table, List.of(failing.as("value"))));
        }
        agree(PlanBuilder.aggregate(table, List.of(), List.of(sum("n").as("value"))));
        agree(PlanBuilder.aggregate(table, List.of(), List.of(sum("d").as("value"))));
    }

    @Test
    void triedCastsGiveNull() {
        List<DataType> types = new ArrayList<>(List.of(
                DataType.INT8,
                DataType.INT64,
                DataType.UINT8,
                DataType.UINT64,
                DataType.decimal(38, 0),
                DataType.decimal(4, 2)));
        types.addAll(List.of(DataType.FLOAT32, DataType.FLOAT64));
        for (DataType type : types) {
            for (String column : List.of("x", "f", "n", "d", "s")) {
                agreeOn(col(column).tryCast(type));
            }
        }
    }

    @Test
    void aggregatesMeetNansInfinitiesAndNothing() {
        List<Expr> aggregates = new ArrayList<>();
        for (String column : List.of("x", "f")) {
            aggregates.addAll(List.of(sum(column), avg(column), min(column), max(column), median(column)));
            aggregates.addAll(List.of(quantile(column, 0.0), quantile(column, 0.3), quantile(column, 1.0)));
            aggregates.addAll(List.of(stddev(column), variance(column), count(column)));
        }
        aggregates.addAll(List.of(min("s"), max("s"), min("d"), max("d"), min("b"), max("b"), min("n"), max("n")));
        aggregates.addAll(List.of(any(col("b")), all(col("b")), avg("id"), stddev("id"), variance("id"), median("id")));
        agreeOnGroups(aggregates.toArray(Expr[]::new));
    }

    @Test
    void firstAndLastKeepNulls() {
        for (String key : List.of("x", "s", "b", "n")) {
            agreeOnGroups(
                    first("s").orderBy(col(key).asc(), col("id").asc()),
                    last("s").orderBy(col(key).asc(), col("id").asc()),
                    first("n").orderBy(col(key).desc().nullsFirst(), col("id").desc()),
                    last("x")
                            .where(col("id").gt(4))
                            .orderBy(col(key).desc(), col("id").asc()));
        }
    }

    @Test
    void limitsCutInFileOrder() {
        for (long offset : List.of(0L, 3L, 10L, 99L)) {
            for (long count : List.of(0L, 1L, 10L, Long.MAX_VALUE)) {
                agree(PlanBuilder.limit(table, offset, count));
                agree(PlanBuilder.limit(PlanBuilder.filter(table, col("id").gt(3)), offset, count));
            }
        }
        for (long count : List.of(0L, 1L, 4L, 99L)) {
            agree(PlanBuilder.tail(table, count));
            agree(PlanBuilder.limit(PlanBuilder.tail(table, 5), 1, count));
        }
    }
}
