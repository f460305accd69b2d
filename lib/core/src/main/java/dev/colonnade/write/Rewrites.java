package dev.colonnade.write;

import dev.colonnade.commit.Committer;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Attempts to rewrite files of a dataset, each planned against the dataset as it is then. */
final class Rewrites implements Retries.Attempts<WriteReport> {
    private final RowEngine engine;
    private final Function<FileSet, Planned> plan;
    private final ConflictPolicy policy;
    private final List<FileSet> alsoRead;
    private final long start = System.nanoTime();
    private FileSet dataset;
    private boolean readsOlder;

    /** @param alsoRead snapshots that rows come from which the plans do not scan */
    Rewrites(
            RowEngine engine,
            FileSet dataset,
            Function<FileSet, Planned> plan,
            ConflictPolicy policy,
            List<FileSet> alsoRead) {
        this.engine = engine;
        this.dataset = dataset;
        this.plan = plan;
        this.policy = policy;
        this.alsoRead = alsoRead;
    }

    @Override
    public WriteReport attempt() {
        Target target = Target.of(dataset);
        Committer committer = Committer.at(target.root());
        long begun = Guard.head(committer);
        Planned planned = plan.apply(dataset);
        Rewrite rewrite = planned.rewrite();
        List<FileSet> older = Stream.concat(target.readBy(rewrite.rows()).stream(), alsoRead.stream())
                .filter(files -> !files.equals(dataset))
                .toList();
        readsOlder = !older.isEmpty();
        Guard guard = new Guard(target, rewrite.claim(), older, policy, begun);
        Pending.Job job = new Pending.Job(target, rewrite.keys(), rewrite.how(), guard, planned.what(), start);
        try (Pending pending = Staging.run(engine, job, committer, rewrite.remnant())) {
            WriteReport report =
                    pending.hasRows() || !rewrite.replaced().isEmpty() ? pending.commit() : pending.nothing(begun);
            return report.withChanges(planned.changes().apply(report.rows()));
        }
    }

    /** Rows from another snapshot of the dataset do not become newer. */
    @Override
    public boolean mayTryAgain() {
        return !readsOlder;
    }

    @Override
    public void lookAgain() {
        dataset = Datasets.refresh(dataset);
    }
}
