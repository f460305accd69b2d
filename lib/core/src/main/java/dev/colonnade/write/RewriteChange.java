package dev.colonnade.write;

import dev.colonnade.commit.Committer;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rewriting of files of a dataset, each attempt planned against the dataset as it is then. */
final class RewriteChange extends DatasetChange {
    private final Function<RowEngine, Planner> planners;
    private final ConflictPolicy policy;
    private final List<FileSet> alsoRead;
    private final long start = System.nanoTime();
    private FileSet dataset;
    private boolean readsOlder;
    private @Nullable Planner planner;
    private @Nullable Pending pending;
    private @Nullable Planned planned;

    /** @param alsoRead snapshots that rows come from which the plans do not scan */
    RewriteChange(
            FileSet dataset, Function<RowEngine, Planner> planners, ConflictPolicy policy, List<FileSet> alsoRead) {
        this.dataset = dataset;
        this.planners = planners;
        this.policy = policy;
        this.alsoRead = alsoRead;
    }

    @Override
    Path root() {
        return Target.of(dataset).root();
    }

    @Override
    ConflictPolicy policy() {
        return policy;
    }

    @Override
    Pending stage(RowEngine engine, DatasetOptions datasets) {
        giveUp();
        Target target = Target.of(dataset);
        Committer committer = Committer.at(target.root());
        long begun = Guard.head(committer);
        Planned now = planner(engine).plan(dataset);
        planned = now;
        Rewrite rewrite = now.rewrite();
        StoredColumns.of(rewrite.keys()).require(engine, rewrite.how().format());
        List<FileSet> older = Stream.concat(target.readBy(rewrite.rows()).stream(), alsoRead.stream())
                .filter(files -> !files.equals(dataset))
                .toList();
        readsOlder = !older.isEmpty();
        Guard guard = new Guard(target, rewrite.claim(), older, policy, begun);
        Pending.Job job =
                new Pending.Job(target, rewrite.keys(), rewrite.how(), guard, now.what(), now.changes(), start);
        Pending staged = Staging.run(engine, job, committer, rewrite.remnant());
        pending = staged;
        return staged;
    }

    /** A change of rows is the same if others have changed other rows in other files. */
    @Override
    Standing look() {
        Planned known = planned;
        if (pending == null || known == null) {
            return Standing.AS_PLANNED;
        }
        FileSet now = Datasets.refresh(dataset);
        if (now.equals(dataset)) {
            return Standing.AS_PLANNED;
        }
        boolean may = policy.kind() != ConflictPolicy.Kind.FAIL
                && alsoRead.isEmpty()
                && known.rewrite().fits(now);
        if (!may || known.scope().filter(scope -> scope.isSame(dataset, now)).isEmpty()) {
            return Standing.FALLEN;
        }
        dataset = now;
        pending.guard().planAgainst(known.rewrite().claim(now));
        return Standing.HOLDS;
    }

    private Planner planner(RowEngine engine) {
        Planner known = planner;
        if (known == null) {
            known = planners.apply(engine);
            planner = known;
        }
        return known;
    }

    /** Rows from another snapshot of the dataset do not become newer. */
    @Override
    boolean mayTryAgain() {
        return !readsOlder;
    }

    @Override
    void lookAgain() {
        dataset = Datasets.refresh(dataset);
    }

    private void giveUp() {
        Pending old = pending;
        pending = null;
        if (old != null) {
            old.close();
        }
    }

    @Override
    void close() {
        giveUp();
        Planner known = planner;
        planner = null;
        if (known != null) {
            known.close();
        }
    }
}
