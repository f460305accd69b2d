package dev.colonnade.duckdb;

import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.when;

import dev.colonnade.contract.OracleFixture;
import dev.colonnade.contract.Subject;
import dev.colonnade.expr.Expr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import org.junit.jupiter.api.Test;

/** Comparisons of a text or bytes chosen among others, decided by the statistics of the files. */
class ChoiceOfTextsTest extends OracleFixture {
    @Override
    protected Subject subject() {
        return new Subject("duckdb");
    }

    @Test
    void besideColumnThatFileLacks() {
        file("lacking/a.parquet", Schema.of(Field.of("n", DataType.INT32)), row(1), row((Object) null));
        file(
                "lacking/b.parquet",
                Schema.of(Field.of("n", DataType.INT32), Field.of("s", DataType.STRING)),
                row(1, "x"),
                row(null, "y"));
        LogicalPlan plan = open("lacking");
        allComparisons(plan, when(col("s").eq("x")).then("b").otherwiseNull());
        allComparisons(plan, coalesce(col("s"), lit("b")));
        allComparisons(plan, col("s").nullIf("y"));
    }

    @Test
    void byConditionThatNoRowMeets() {
        LogicalPlan plan = table("few", Schema.of(Field.of("n", DataType.INT32)), row(1), row(5));
        Expr none = when(col("n").gt(100)).then("b").otherwiseNull();
        allComparisons(plan, none);
        allComparisons(plan, none.nullIf("c"));
        allComparisons(plan, coalesce(none, when(col("n").gt(200)).then("c").otherwiseNull()));
        Expr bytes = when(col("n").gt(100)).then(lit(new byte[] {7})).otherwiseNull();
        agree(PlanBuilder.filter(plan, bytes.ne(lit(new byte[] {1, -128})).or(col("n").eq(5))));
    }

    private void allComparisons(LogicalPlan plan, Expr text) {
        Expr or = col("n").isNull();
        agree(PlanBuilder.filter(plan, text.eq("c").or(or)));
        agree(PlanBuilder.filter(plan, text.ne("c").or(or)));
        agree(PlanBuilder.filter(plan, text.gt("b").or(or)));
        agree(PlanBuilder.filter(plan, lit("b").le(text).or(or)));
        agree(PlanBuilder.filter(plan, text.between("c", "d").or(or)));
        agree(PlanBuilder.filter(plan, text.isIn("c").or(or)));
        agree(PlanBuilder.filter(plan, text.like("c").or(or)));
        agree(PlanBuilder.filter(plan, text.gt(text).or(or)));
    }
}
