package dev.colonnade.write;

import dev.colonnade.batch.Table;
import dev.colonnade.error.DatasetException;
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
import java.util.function.IntPredicate;

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
                written -> Optional.of(new RowChanges(0, 0, touched.rows())),
                scope(touched));
    }

    /**
     * Gives columns new values, computed from the old ones.
     *
     * @param expected what all these rows must have as their version
     * @throws PlanException if a column is none of the dataset's or a value does not fit it
     * @throws dev.colonnade.error.DatasetException STALE_ROW
     */
    Planned update(FileSet dataset, Map<String, Expr> set, Optional<ExpectedVersion> expected) {
        Map<String, Expr> all = expected.map(version -> version.completed(set, dataset.schema()))
                .orElse(set);
        List<Expr> columns = columns(dataset.schema(), all);
        Touched touched = touched(dataset);
        expected.ifPresent(version -> requireVersion(touched, version));
        LogicalPlan rows = touched.none() ? touched.noRows() : PlanBuilder.withColumns(touched.scanInOrder(), columns);
        return new Planned(
                new Rewrite(dataset, touched.files(), rows, Rewrite.Reads.DATASET, how),
                "update",
                written -> Optional.of(new RowChanges(0, touched.rows(), 0)),
                scope(touched));
    }

    private void requireVersion(Touched touched, ExpectedVersion version) {
        if (touched.none()) {
            throw stale(touched, "No row has " + where + ", and one with", version);
        }
        LogicalPlan others =
                PlanBuilder.filter(touched.scan(), where.and(version.holds().not()));
        LogicalPlan ordered = PlanBuilder.sort(
                PlanBuilder.select(others, List.of(Exprs.col(version.column()))),
                List.of(Exprs.col(version.column()).asc()));
        Table first = engine.read(PlanBuilder.limit(ordered, 0, 1));
        if (first.rowCount() > 0) {
            Object found = first.batches().get(0).column(0).valueAt(0);
            throw stale(touched, "A row with " + where + " has '" + version.column() + "' " + found + ", and", version);
        }
    }

    private static DatasetException stale(Touched touched, String found, ExpectedVersion version) {
        return WriteErrors.of(
                ErrorCode.STALE_ROW,
                Target.of(touched.dataset()).root(),
                found + " '" + version.column() + "' " + version.value()
                        + " is expected, so nothing was changed: read it again.");
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

    private Optional<RowScope> scope(Touched touched) {
        return Optional.of(new RowScope(touched.files(), (dataset, positions) -> !touched(dataset, positions)
                .none()));
    }

    private Touched touched(FileSet dataset) {
        return touched(dataset, position -> true);
    }

    /** The files at some positions that hold rows for which the condition is true. */
    private Touched touched(FileSet dataset, IntPredicate positions) {
        LogicalPlan all = LogicalPlan.Scan.of(dataset);
        BoundExpr condition = ((LogicalPlan.Filter) PlanBuilder.filter(all, where)).condition();
        int[] candidates = dataset.prune(BoundExprs.conjuncts(condition), null)
                .keptFiles()
                .filter(positions)
                .toArray();
        List<String> columns = List.copyOf(BoundExprs.columns(condition));
        return Touched.find(engine, dataset, candidates, columns, rows -> PlanBuilder.filter(rows, where));
    }
}
