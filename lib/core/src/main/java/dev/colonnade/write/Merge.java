package dev.colonnade.write;

import dev.colonnade.commit.Committer;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** Plans merges of one source: which files hold rows that match, and what comes in their place. */
final class Merge implements Planner {
    private final RowEngine engine;
    private final Spool spool;
    private final LogicalPlan source;
    private final MergeOptions how;

    private Merge(RowEngine engine, Spool spool, LogicalPlan source, MergeOptions how) {
        this.engine = engine;
        this.spool = spool;
        this.source = source;
        this.how = how;
    }

    /** Computes the source. @throws dev.colonnade.error.PlanException if it does not fit; DUPLICATE_KEY */
    static Merge of(RowEngine engine, Target target, LogicalPlan source, MergeOptions how) {
        Schema dataset = target.before().orElseThrow().schema();
        LogicalPlan columns = MergeSource.columns(source, dataset, how);
        Spool spool = Spool.of(engine, Committer.at(target.root()), columns);
        try {
            return new Merge(engine, spool, MergeSource.unique(engine, spool.rows(), dataset, how), how);
        } catch (RuntimeException | Error e) {
            spool.close();
            throw e;
        }
    }

    @Override
    public void close() {
        spool.close();
    }

    @Override
    public Planned plan(FileSet dataset) {
        Touched touched = touched(dataset);
        return switch (how.kind()) {
            case INSERT -> planned(dataset, List.of(), inserted(touched), rows -> new RowChanges(rows, 0, 0));
            case UPDATE ->
                planned(dataset, touched.files(), updated(touched), rows -> new RowChanges(0, touched.rows(), 0));
            case UPSERT ->
                planned(
                        dataset,
                        touched.files(),
                        PlanBuilder.union(List.of(updated(touched), inserted(touched))),
                        rows -> new RowChanges(rows - touched.fileRows(), touched.rows(), 0));
            case DELETE ->
                planned(dataset, touched.files(), left(touched.partly()), rows -> new RowChanges(0, 0, touched.rows()));
        };
    }

    private Planned planned(
            FileSet dataset, List<DataFile> replaced, LogicalPlan rows, LongFunction<RowChanges> changes) {
        Rewrite rewrite = new Rewrite(dataset, replaced, rows, Rewrite.Reads.DATASET, how.write());
        String what = "merge (" + how.kind().name().toLowerCase(Locale.ROOT) + ")";
        return new Planned(rewrite, what, written -> Optional.of(changes.apply(written)));
    }

    private Touched touched(FileSet dataset) {
        List<BoundExpr> conditions = new ArrayList<>();
        for (String key : how.keys()) {
            KeyBounds.condition(engine, source, dataset.schema().field(key)).ifPresent(conditions::add);
        }
        int[] candidates = dataset.prune(conditions, null).keptFiles().toArray();
        return Touched.find(
                engine,
                dataset,
                candidates,
                how.keys(),
                keys -> JoinBuilder.on(keys, source, JoinType.SEMI, MergeSource.matches(how.keys())));
    }

    /** Rows of the source that match none. */
    private LogicalPlan inserted(Touched touched) {
        return touched.none()
                ? source
                : JoinBuilder.on(source, touched.scan(), JoinType.ANTI, MergeSource.matches(how.keys()));
    }

    /** Rows that match none of the source. */
    private LogicalPlan left(Touched touched) {
        return touched.none()
                ? touched.noRows()
                : JoinBuilder.on(touched.scan(), source, JoinType.ANTI, MergeSource.matches(how.keys()));
    }

    /** All rows of the touched files, with the values of the source where they match. */
    private LogicalPlan updated(Touched touched) {
        if (touched.none()) {
            return touched.noRows();
        }
        LogicalPlan there = touched.scan();
        FreeNames free = new FreeNames(there.schema(), source.schema());
        String matched = free.like("matched");
        List<Expr> renamed = new ArrayList<>(List.of(Exprs.lit(true).as(matched)));
        Map<String, Expr> values = new LinkedHashMap<>();
        for (String name : source.schema().names()) {
            String other = free.like("new " + name);
            renamed.add(Exprs.col(name).as(other));
            values.put(name, Exprs.col(other));
        }
        Expr same = how.keys().stream()
                .map(key -> Exprs.col(key).eqNullSafe(values.get(key)))
                .reduce(Expr::and)
                .orElseThrow();
        values.keySet().removeAll(how.keys());
        LogicalPlan joined = JoinBuilder.on(there, PlanBuilder.select(source, renamed), JoinType.LEFT, same);
        List<Expr> columns = new ArrayList<>();
        for (String name : there.schema().names()) {
            Expr value = values.get(name);
            Expr old = Exprs.col(name);
            columns.add(
                    value == null
                            ? old
                            : Exprs.when(Exprs.col(matched).isNotNull())
                                    .then(value)
                                    .otherwise(old)
                                    .as(name));
        }
        return PlanBuilder.select(joined, columns);
    }
}
