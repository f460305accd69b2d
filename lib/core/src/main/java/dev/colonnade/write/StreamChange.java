package dev.colonnade.write;

import dev.colonnade.batch.BatchStream;
import dev.colonnade.commit.Committer;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DatasetOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The writing of rows that can be read once; they are spooled, and then written like any others. */
final class StreamChange extends DatasetChange {
    private final BatchStream rows;
    private final PlainChange unread;
    private final Path directory;
    private final WriteOptions options;
    private @Nullable Spool spool;
    private @Nullable PlainChange spooled;

    /** @param rows taken over */
    StreamChange(BatchStream rows, Path directory, WriteOptions options) {
        this.rows = rows;
        this.directory = directory;
        this.options = options;
        this.unread = new PlainChange(
                new LogicalPlan.Empty(rows.schema(), "not read yet"), directory, Optional.empty(), options);
    }

    @Override
    Path root() {
        return unread.root();
    }

    @Override
    ConflictPolicy policy() {
        return options.conflicts();
    }

    @Override
    Pending stage(RowEngine engine, DatasetOptions datasets) {
        PlainChange known = spooled;
        if (known == null) {
            unread.requireWritable(engine, datasets);
            Spool read = Spool.of(engine, Committer.at(root()), rows);
            spool = read;
            known = new PlainChange(read.rows(), directory, Optional.empty(), options);
            spooled = known;
        }
        return known.stage(engine, datasets);
    }

    @Override
    Standing look() {
        return Standing.AS_PLANNED;
    }

    @Override
    boolean mayTryAgain() {
        return spooled != null && spooled.mayTryAgain();
    }

    @Override
    void lookAgain() {
        if (spooled != null) {
            spooled.lookAgain();
        }
    }

    @Override
    void close() {
        rows.close();
        if (spooled != null) {
            spooled.close();
        }
        if (spool != null) {
            spool.close();
        }
    }
}
