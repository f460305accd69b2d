package dev.colonnade.duckdb;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.when;

import dev.colonnade.contract.OracleFixture;
import dev.colonnade.contract.Subject;
import dev.colonnade.expr.Expr;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import org.junit.jupiter.api.Test;

/** A bug of the engine that has no way round yet; its message is an error, never a wrong row. */
class ColumnThatFilesLackTest extends OracleFixture {
    @Override
    protected Subject subject() {
        return new Subject("duckdb");
    }

    @Test
    void choiceBetweenTextsBesideColumnThatFileLacks() {
        file("lacking/a.parquet", Schema.of(Field.of("n", DataType.INT32)), row(1), row((Object) null));
        file(
                "lacking/b.parquet",
                Schema.of(Field.of("n", DataType.INT32), Field.of("s", DataType.STRING)),
                row(1, "x"),
                row(null, "y"));
        Expr choice = when(col("s").eq("x")).then("b").otherwiseNull();
        breaks(
                PlanBuilder.filter(open("lacking"), choice.gt("b").or(col("n").isNull())),
                "DuckDB failed: BindBuiltinScalarFunction did not return a BoundFunctionExpression.");
    }
}
