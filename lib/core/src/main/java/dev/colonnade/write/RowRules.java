package dev.colonnade.write;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Coercion;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the deletion and the update of rows for which a condition is true. */
final class RowRules {
    private final RowEngine engine;
    private final Expr where;
    private final WriteOptions how;

    RowRules(RowEngine engine, Expr where, WriteOptions how) {
        this.engine = engine;
        this.where = where;
        this.how = how;
    }

    /** Takes out the rows for which the condition is true, and keeps those for which it is false or null. */
    Planned delete(FileSet dataset) {
        Touched touched = touched(dataset);
        Touched partly = touched.partly();
        Expr kept = Exprs.coalesce(where, false).not();
        LogicalPlan left = partly.none() ? partly.noRows() : PlanBuilder.filter(partly.scanInOrder(), kept);
        return new Planned(
                new Rewrite(dataset, touched.files(), left, Rewrite.Reads.DATASET, how),
                "delete",
                written -> Optional.of(new RowChanges(0, 0, touched.rows())));
    }

    /**
     * Gives columns new values, computed from the old ones.
     *
     * @throws PlanException if a column is none of the dataset's or a value does not fit it
     */
    Planned update(FileSet dataset, Map<String, Expr> set) {
        List<Expr> columns = columns(dataset.schema(), set);
        Touched touched = touched(dataset);
        LogicalPlan rows = touched.none() ? touched.noRows() : PlanBuilder.withColumns(touched.scanInOrder(), columns);
        return new Planned(
                new Rewrite(dataset, touched.files(), rows, Rewrite.Reads.DATASET, how),
                "update",
                written -> Optional.of(new RowChanges(0, touched.rows(), 0)));
    }

    private List<Expr> columns(Schema schema, Map<String, Expr> set) {
        if (set.isEmpty()) {
            throw new PlanException(ErrorCode.INVALID_PLAN, "An update sets at least one column.");
        }
        List<Expr> columns = new ArrayList<>();
        set.forEach((name, value) -> {
            DataType type = schema.field(name).type();
            requireFits(name, type, Binder.of(schema).bind(value), value);
            columns.add(Exprs.when(where)
                    .then(value.cast(type))
                    .otherwise(Exprs.col(name))
                    .as(name));
        });
        return columns;
    }

    private static void requireFits(String name, DataType type, BoundExpr value, Expr text) {
        boolean constant = Coercion.to(type, value) instanceof BoundExpr.Literal;
        boolean wider = Coercion.common(type, value.type()).filter(type::equals).isPresent();
        if (!constant && !wider) {
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "Column '" + name + "' is " + type + " and its new value " + text + " is " + value.type()
                            + ": cast it.");
        }
    }

    private Touched touched(FileSet dataset) {
        LogicalPlan all = LogicalPlan.Scan.of(dataset);
        BoundExpr condition = ((LogicalPlan.Filter) PlanBuilder.filter(all, where)).condition();
        int[] candidates =
                dataset.prune(BoundExprs.conjuncts(condition), null).keptFiles().toArray();
        List<String> columns = List.copyOf(BoundExprs.columns(condition));
        return Touched.find(engine, dataset, candidates, columns, rows -> PlanBuilder.filter(rows, where));
    }
}
