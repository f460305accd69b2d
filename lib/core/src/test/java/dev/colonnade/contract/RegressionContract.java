package dev.colonnade.contract;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.first;
import static dev.colonnade.expr.Exprs.leftCol;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.max;

import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Function;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans about which a backend and the interpreter once disagreed, each cut down to what mattered. */
abstract class RegressionContract extends OracleFixture {
    private LogicalPlan table;

    @BeforeEach
    void write() {
        table = table(
                "table",
                Schema.of(
                        Field.of("id", DataType.INT32), Field.of("s", DataType.STRING), Field.of("n", DataType.INT64)),
                row(1, "a", 5L),
                row(2, "b", 0L),
                row(3, null, null));
    }

    @Test
    void sortByConstant() {
        agree(PlanBuilder.sort(table, List.of(lit(true).asc(), col("id").desc())));
        agree(PlanBuilder.sort(
                table, List.of(lit("x").asc(), lit(null).cast(DataType.BOOL).asc())));
        agree(PlanBuilder.aggregate(
                table,
                List.of(),
                List.of(first("s").orderBy(lit(false).asc(), col("id").desc()).as("s"))));
    }

    @Test
    void divisionByZeroIsAnErrorOfTheData() {
        agree(PlanBuilder.select(table, List.of(col("id").mod(col("n")).as("value"))));
        agree(PlanBuilder.select(table, List.of(col("id").intDiv(col("n")).as("value"))));
    }

    @Test
    void aggregateWhoseValueNobodyReads() {
        LogicalPlan one = PlanBuilder.aggregate(table, List.of(), List.of(max("n").as("m"), count().as("c")));
        agree(PlanBuilder.select(one, List.of(lit(0.75).as("constant"))));
        agree(PlanBuilder.select(
                PlanBuilder.filter(one, lit(true)),
                List.of(lit("x").str().upper().as("constant"))));
        agree(PlanBuilder.select(PlanBuilder.filter(table, lit(false)), List.of(lit(1).as("constant"))));
    }

    @Test
    void textOfDecimalBelowOne() {
        for (String number : List.of("-0.50", "0.75", "0.00")) {
            agree(PlanBuilder.select(
                    table,
                    List.of(lit(new BigDecimal(number)).cast(DataType.STRING).as("text"))));
        }
        agree(PlanBuilder.select(
                table,
                List.of(col("n").div(10)
                        .tryCast(DataType.decimal(2, 2))
                        .cast(DataType.STRING)
                        .as("text"))));
    }

    @Test
    void semiJoinThatReadsNothingOfItsRight() {
        LogicalPlan right = PlanBuilder.filter(table, col("id").gt(1));
        for (JoinType type : List.of(JoinType.SEMI, JoinType.ANTI, JoinType.INNER)) {
            LogicalPlan joined = JoinBuilder.on(table, right, type, leftCol("n").eq(5));
            agree(PlanBuilder.select(joined, List.of(col("s"))));
        }
    }

    @Test
    void offsetBesideFilterOnPartition() {
        Schema schema = Schema.of(Field.of("id", DataType.INT32));
        file("days/day=2024-01-01/a.parquet", schema, row(1), row(2), row(3));
        file("days/day=2024-01-02/a.parquet", schema, row(4), row(5), row(6), row(7));
        file("days/day=2024-01-03/a.parquet", schema, row(8), row(9));
        LogicalPlan some = PlanBuilder.filter(open("days"), col("day").gt("2024-01-01"));
        agree(PlanBuilder.limit(some, 1, 4));
        agree(PlanBuilder.limit(some, 3, Long.MAX_VALUE));
        agree(PlanBuilder.limit(
                PlanBuilder.filter(open("days"), col("day").dt().day().mod(2).eq(1)), 2, 2));
    }

    @Test
    void timestampTextsInSmallLetters() {
        DataType utc = DataType.timestampUtc(Resolution.MILLIS);
        for (String text : List.of(
                "1969-12-31t23:59:59+01",
                "1969-12-31T23:59:59+01",
                "1969-12-31T23:59:59z",
                "1969-12-31T23:59:59Z",
                "1969-12-31T23:59:59+01:00:30",
                "+12024-12-31T23:59:59Z",
                "-0001-12-31T23:59:59Z",
                "1969-12-31T24:00:00Z")) {
            agree(PlanBuilder.select(table, List.of(lit(text).tryCast(utc).as("constant"))));
            agree(PlanBuilder.select(
                    table,
                    List.of(col("s").fillNull(text).nullIf("a").tryCast(utc).as("value"))));
        }
    }

    @Test
    void groupByConditionThatIsPartOfAnother() {
        Expr either = col("id").gt(1).or(col("s").eq("a"));
        LogicalPlan groups = PlanBuilder.aggregate(table, List.of(either.as("k")), List.of(count().as("n")));
        agree(PlanBuilder.filter(groups, new Expr.Call(Function.OR, List.of(col("k"), col("k")))));
        agree(PlanBuilder.filter(groups, col("k").or(col("n").gt(5))));
        agree(PlanBuilder.select(groups, List.of(col("k").or(col("n").gt(5)).as("value"))));
        LogicalPlan both = PlanBuilder.aggregate(
                table, List.of(col("id").gt(1).and(col("s").eq("b")).as("k")), List.of(count().as("n")));
        agree(PlanBuilder.filter(both, col("k").and(col("n").gt(0))));
    }

    @Test
    void negativeBesideNan() {
        LogicalPlan floats = table(
                "floats",
                Schema.of(Field.of("f", DataType.FLOAT32), Field.of("x", DataType.FLOAT64)),
                row(1.5f, Double.NaN),
                row(Float.NaN, Double.NEGATIVE_INFINITY),
                row(Float.POSITIVE_INFINITY, -0.0),
                row(null, null));
        for (Expr negative : List.of(col("f").negate(), col("x").negate())) {
            agree(PlanBuilder.filter(floats, negative.le(Double.NaN)));
            agree(PlanBuilder.filter(floats, negative.lt(Double.NaN)));
            agree(PlanBuilder.filter(floats, negative.ge(Double.NaN)));
            agree(PlanBuilder.filter(floats, negative.between(0, Double.NaN)));
            agree(PlanBuilder.select(floats, List.of(negative.le(Float.NaN).as("value"))));
        }
    }
}
