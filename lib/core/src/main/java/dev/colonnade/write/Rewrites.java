package dev.colonnade.write;

import dev.colonnade.commit.Committer;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import java.util.List;
import java.util.function.Function;

/** Attempts to rewrite files of a dataset, each planned against the dataset as it is then. */
final class Rewrites implements Retries.Attempts<WriteReport> {
    private final DatasetWriter.RowWriter engine;
    private final Function<FileSet, Rewrite> plan;
    private final ConflictPolicy policy;
    private final long start = System.nanoTime();
    private FileSet dataset;
    private boolean readsOlder;

    Rewrites(DatasetWriter.RowWriter engine, FileSet dataset, Function<FileSet, Rewrite> plan, ConflictPolicy policy) {
        this.engine = engine;
        this.dataset = dataset;
        this.plan = plan;
        this.policy = policy;
    }

    @Override
    public WriteReport attempt() {
        Target target = Target.of(dataset);
        Committer committer = Committer.at(target.root());
        long begun = Guard.head(committer);
        Rewrite rewrite = plan.apply(dataset);
        List<FileSet> older = target.readBy(rewrite.rows()).stream()
                .filter(files -> !files.equals(dataset))
                .toList();
        readsOlder = !older.isEmpty();
        Guard guard = new Guard(target, rewrite.claim(), older, policy, begun);
        Pending.Job job = new Pending.Job(target, rewrite.keys(), rewrite.how(), guard, "rewrite", start);
        try (Pending pending = Staging.run(engine, job, committer, rewrite.remnant())) {
            return pending.commit();
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
