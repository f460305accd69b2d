package dev.colonnade.session;

import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import java.time.Duration;

/** The newest snapshot of a dataset that is known, renewed as a policy says; safe for use by several threads. */
public final class LiveFiles {
    private final RefreshPolicy policy;
    private FileSet known;
    private long lookedAt;

    LiveFiles(FileSet files, RefreshPolicy policy) {
        this.policy = policy;
        this.known = files;
        this.lookedAt = System.nanoTime();
    }

    /** Without a look at the files. */
    public synchronized FileSet known() {
        return known;
    }

    /** The snapshot for a query that begins now. @throws dev.colonnade.error.DatasetException if the files are gone or bad */
    public synchronized FileSet current() {
        if (policy.maxAge().filter(this::isOlderThan).isPresent()) {
            long now = System.nanoTime();
            known = Datasets.refresh(known);
            lookedAt = now;
        }
        return known;
    }

    private boolean isOlderThan(Duration age) {
        return age.isZero() || System.nanoTime() - lookedAt > age.toNanos();
    }

    /** The files as they are now, under the same policy; this one stays as it is. */
    public LiveFiles refreshed() {
        return new LiveFiles(Datasets.refresh(known()), policy);
    }
}
