package dev.colonnade;

import dev.colonnade.commit.Snapshot;
import dev.colonnade.commit.Vacuumed;
import dev.colonnade.session.Workspace;
import dev.colonnade.write.DatasetHistory;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What keeps the directory of a dataset in order. The dataset that it was asked of stays as it is: refresh it afterwards. */
public final class DatasetMaintenance {
    /** How long replaced files are kept, if nothing else is said. */
    public static final Duration RETENTION = Duration.ofDays(7);

    private final Workspace workspace;
    private final Path directory;

    DatasetMaintenance(Workspace workspace, Path directory) {
        this.workspace = workspace;
        this.directory = directory;
    }

    /**
     * The known versions, oldest first: when, who, what, and the files that came and went.
     *
     * @throws dev.colonnade.error.DatasetException NO_SUCH_VERSION if this library has never written here
     */
    public List<Snapshot> snapshots() {
        return DatasetHistory.of(directory).snapshots();
    }

    /**
     * Makes the dataset what it was as {@code version}; that is a new version, from which there is a way back.
     *
     * @throws dev.colonnade.error.DatasetException NO_SUCH_VERSION, IO, TIMEOUT
     */
    public Snapshot rollbackTo(long version) {
        return workspace.changing(() -> DatasetHistory.of(directory)
                .rollbackTo(version, WriteOptions.defaults().who()));
    }

    /** {@link #vacuum(Duration)} with {@link #RETENTION}. */
    public Vacuumed vacuum() {
        return vacuum(RETENTION);
    }

    /**
     * Deletes what writers that died left behind, and replaced files that no version needs which was current within
     * {@code retention}. Deletes nothing that this library has not written.
     *
     * @throws dev.colonnade.error.DatasetException NO_SUCH_VERSION, IO, TIMEOUT
     */
    public Vacuumed vacuum(Duration retention) {
        return workspace.changing(() -> DatasetHistory.of(directory).vacuum(retention));
    }
}
