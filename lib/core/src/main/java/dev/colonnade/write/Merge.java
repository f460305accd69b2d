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
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;

/** Plans merges of one source: which files hold rows that match, and what comes in their place. */
final class Merge implements Planner {
    private final RowEngine engine;
    private final Target target;
    private final Spool spool;
    private final LogicalPlan source;
    private final MergeOptions how;
    private final Optional<VersionRule> version;

    private Merge(RowEngine engine, Target target, Spool spool, LogicalPlan source, MergeOptions how) {
        this.engine = engine;
        this.target = target;
        this.spool = spool;
        this.source = source;
        this.how = how;
        this.version = how.version().map(column -> VersionRule.of(column, how.keys(), source.schema(), schema(target)));
    }

    /** Computes the source. @throws dev.colonnade.error.PlanException if it does not fit; DUPLICATE_KEY */
    static Merge of(RowEngine engine, Target target, LogicalPlan source, MergeOptions how) {
        Schema dataset = schema(target);
        how.version().ifPresent(column -> VersionRule.of(column, how.keys(), source.schema(), dataset));
        LogicalPlan columns = MergeSource.columns(source, dataset, how);
        StoredColumns.of(target.before().orElseThrow())
                .require(engine, how.write().format());
        Spool spool = Spool.of(engine, Committer.at(target.root()), columns);
        try {
            return new Merge(engine, target, spool, MergeSource.unique(engine, spool.rows(), dataset, how), how);
        } catch (RuntimeException | Error e) {
            spool.close();
            throw e;
        }
    }

    private static Schema schema(Target target) {
        return target.before().orElseThrow().schema();
    }

    @Override
    public void close() {
        spool.close();
    }

    /**
     * Rows that match the source.
     *
     * @param all by their keys
     * @param changed those that their version lets be changed
     * @param stale how many source rows find another version than they ask for
     */
    private record Matches(Touched all, Touched changed, long stale) {}

    @Override
    public Planned plan(FileSet dataset) {
        Matches found = matches(dataset);
        Touched changed = found.changed();
        long rows = changed.rows();
        long stale = found.stale();
        return switch (how.kind()) {
            case INSERT ->
                planned(found, List.of(), inserted(found.all()), written -> new RowChanges(written, 0, 0, stale));
            case UPDATE ->
                planned(found, changed.files(), updated(changed), written -> new RowChanges(0, rows, 0, stale));
            case UPSERT ->
                planned(
                        found,
                        changed.files(),
                        PlanBuilder.union(List.of(updated(changed), inserted(found.all()))),
                        written -> new RowChanges(written - changed.fileRows(), rows, 0, stale));
            case DELETE ->
                planned(found, changed.files(), left(changed.partly()), written -> new RowChanges(0, 0, rows, stale));
        };
    }

    private Planned planned(
            Matches found, List<DataFile> replaced, LogicalPlan rows, LongFunction<RowChanges> changes) {
        Rewrite rewrite = new Rewrite(found.all().dataset(), replaced, rows, Rewrite.Reads.DATASET, how.write());
        RowScope scope = new RowScope(found.all().files(), (files, positions) -> !matching(files, positions)
                .none());
        String what = "merge (" + how.kind().name().toLowerCase(Locale.ROOT) + ")";
        return new Planned(rewrite, what, written -> Optional.of(changes.apply(written)), Optional.of(scope));
    }

    /** The files at some positions that hold rows with keys of the source. */
    private Touched matching(FileSet dataset, IntPredicate positions) {
        List<BoundExpr> conditions = new ArrayList<>();
        for (String key : how.keys()) {
            KeyBounds.condition(engine, source, dataset.schema().field(key)).ifPresent(conditions::add);
        }
        int[] candidates =
                dataset.prune(conditions, null).keptFiles().filter(positions).toArray();
        return touched(dataset, candidates, how.keys(), MergeSource.matches(how.keys()));
    }

    private Matches matches(FileSet dataset) {
        Touched all = matching(dataset, position -> true);
        if (version.isEmpty()) {
            return new Matches(all, all, 0);
        }
        VersionRule rule = version.get();
        long stale = rule.stale(engine, all.none() ? all.noRows() : all.scan(), source, target.root());
        List<String> columns = new ArrayList<>(how.keys());
        columns.add(rule.column());
        return new Matches(all, touched(dataset, all.positions(), columns, rule.matches()), stale);
    }

    private Touched touched(FileSet dataset, int[] candidates, List<String> columns, Expr same) {
        return Touched.find(
                engine, dataset, candidates, columns, rows -> JoinBuilder.on(rows, source, JoinType.SEMI, same));
    }

    /** That a row of the left side is changed by one of the right. */
    private Expr changes() {
        return version.map(VersionRule::matches).orElseGet(() -> MergeSource.matches(how.keys()));
    }

    /** Rows of the source that match none. */
    private LogicalPlan inserted(Touched all) {
        LogicalPlan unmatched = all.none()
                ? source
                : JoinBuilder.on(source, all.scan(), JoinType.ANTI, MergeSource.matches(how.keys()));
        return version.map(rule -> rule.inserted(unmatched)).orElse(unmatched);
    }

    /** Rows that no row of the source takes out. */
    private LogicalPlan left(Touched changed) {
        return changed.none() ? changed.noRows() : JoinBuilder.on(changed.scan(), source, JoinType.ANTI, changes());
    }

    /** All rows of the changed files, with the values of the source where it changes them. */
    private LogicalPlan updated(Touched changed) {
        if (changed.none()) {
            return changed.noRows();
        }
        LogicalPlan there = changed.scan();
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
        Expr allowed = allowed(Exprs.col(matched).isNotNull(), values);
        LogicalPlan joined = JoinBuilder.on(there, PlanBuilder.select(source, renamed), JoinType.LEFT, same);
        List<Expr> columns = new ArrayList<>();
        for (String name : there.schema().names()) {
            Expr value = values.get(name);
            Expr old = Exprs.col(name);
            columns.add(
                    value == null
                            ? old
                            : Exprs.when(allowed).then(value).otherwise(old).as(name));
        }
        return PlanBuilder.select(joined, columns);
    }

    /** Where a row is changed. @param values new ones by column, of which that of the version is made the next one */
    private Expr allowed(Expr matched, Map<String, Expr> values) {
        if (version.isEmpty()) {
            return matched;
        }
        VersionRule rule = version.get();
        Expr there = Exprs.col(rule.column());
        Expr source = Objects.requireNonNull(values.get(rule.column()));
        values.put(rule.column(), rule.next(there, source));
        return matched.and(rule.allows(there, source));
    }
}
