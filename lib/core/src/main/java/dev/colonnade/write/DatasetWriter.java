package dev.colonnade.write;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.FileSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Carries out changes of datasets. */
public final class DatasetWriter {
    private final RowEngine engine;
    private final DatasetOptions datasets;

    /** @param datasets how the dataset that is there already is opened */
    public DatasetWriter(RowEngine engine, DatasetOptions datasets) {
        this.engine = engine;
        this.datasets = datasets;
    }

    /**
     * Carries out a change, all of it or nothing.
     *
     * @throws PlanException if the rows do not fit the dataset or the options; INVALID_ARGUMENT if the dataset is not one
     *     directory; DUPLICATE_KEY for the source of a merge
     * @throws DatasetException EXISTS, CONFLICT, PARTITION_VALUE, IO, TIMEOUT, or what opening the dataset throws
     * @throws dev.colonnade.error.QueryException if computing the rows fails
     */
    public WriteReport run(DatasetChange change) {
        return run(List.of(change)).get(0);
    }

    /** Puts rows in the place of files of a dataset: {@link DatasetChange#rewrite}. */
    public WriteReport rewrite(FileSet dataset, Function<FileSet, Rewrite> plan, ConflictPolicy policy) {
        return run(DatasetChange.rewrite(dataset, plan, policy));
    }

    /**
     * Carries out changes of different datasets, all of them or none. They are tried again as often as all of their policies
     * allow.
     *
     * @return a report for each
     * @throws dev.colonnade.error.ColonnadeException as for one change; INVALID_ARGUMENT for two of one dataset
     */
    public List<WriteReport> run(List<DatasetChange> changes) {
        requireDifferent(changes);
        ConflictPolicy policy = changes.stream()
                .map(DatasetChange::policy)
                .min(Comparator.comparingInt(ConflictPolicy::retries))
                .orElse(ConflictPolicy.merge());
        try {
            return Retries.run(policy, new Together(changes));
        } finally {
            changes.forEach(DatasetChange::close);
        }
    }

    private static void requireDifferent(List<DatasetChange> changes) {
        Set<Path> seen = new HashSet<>();
        for (DatasetChange change : changes) {
            if (!seen.add(change.root())) {
                throw WriteErrors.of(
                        ErrorCode.INVALID_ARGUMENT,
                        change.root(),
                        "A transaction changes each dataset once: put what is to become of this one into one"
                                + " operation, or into a transaction of its own.");
            }
        }
    }

    private final class Together implements Retries.Attempts<List<WriteReport>> {
        private final List<DatasetChange> changes;

        Together(List<DatasetChange> changes) {
            this.changes = changes;
        }

        @Override
        public List<WriteReport> attempt() {
            List<Pending> pending = new ArrayList<>();
            changes.forEach(change -> pending.add(change.stage(engine, datasets)));
            while (true) {
                try {
                    return Pending.commit(pending);
                } catch (DatasetException e) {
                    if (e.code() != ErrorCode.CONFLICT || !holds()) {
                        throw e;
                    }
                }
            }
        }

        /** Whether what waits can be committed though others have changed a dataset. */
        private boolean holds() {
            Set<Standing> found = EnumSet.noneOf(Standing.class);
            changes.forEach(change -> found.add(change.look()));
            return found.contains(Standing.HOLDS) && !found.contains(Standing.FALLEN);
        }

        @Override
        public boolean mayTryAgain() {
            return changes.stream().allMatch(DatasetChange::mayTryAgain);
        }

        @Override
        public void lookAgain() {
            changes.forEach(DatasetChange::lookAgain);
        }
    }
}
