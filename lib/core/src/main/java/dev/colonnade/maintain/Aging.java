package dev.colonnade.maintain;

import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells the files of old partitions from others. */
final class Aging {
    private final FileSet dataset;
    private final PartitionTime time;
    private final Instant now;

    /** @throws dev.colonnade.error.PlanException INVALID_ARGUMENT if no key is a time */
    Aging(FileSet dataset, Optional<TimeKey> key, Instant now) {
        this.dataset = dataset;
        this.time = PartitionTime.of(dataset, key);
        this.now = now;
    }

    /** The files whose partition ended so long ago, or longer. */
    List<DataFile> olderThan(TemporalAmount age) {
        List<DataFile> old = new ArrayList<>();
        for (DataFile file : dataset.files()) {
            boolean ended = time.span(file.partitionValues())
                    .filter(span -> !span.end().isAfter(Retention.cutoff(age, now)))
                    .isPresent();
            if (ended) {
                old.add(file);
            }
        }
        return old;
    }

    /** How many files with rows have no time. */
    long timeless() {
        return dataset.files().stream()
                .filter(file -> file.rowCount() > 0)
                .filter(file -> time.span(file.partitionValues()).isEmpty())
                .count();
    }
}
