package dev.colonnade.maintain;

import dev.colonnade.maintain.MaintenanceReport.Outcome;
import dev.colonnade.source.FileSet;
import dev.colonnade.write.DatasetHistory;
import dev.colonnade.write.WriteReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Adds up what an operation does, for its report. */
final class Ledger {
    private final String operation;
    private final Path directory;
    private final long all;
    private final long start = System.nanoTime();
    private final List<Long> versions = new ArrayList<>();
    private final TreeSet<String> partitions = new TreeSet<>();
    private final List<String> notes = new ArrayList<>();
    private long replaced;
    private Extent before = Extent.NOTHING;
    private Extent after = Extent.NOTHING;

    Ledger(String operation, FileSet dataset) {
        this.operation = operation;
        this.directory = DatasetHistory.directoryOf(dataset);
        this.all = dataset.files().size();
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    void touched(String partition) {
        partitions.add(partition);
    }

    /** Files of the dataset went. */
    void took(Extent files) {
        freed(files);
        replaced += files.files();
    }

    /** Files that were no part of the dataset any more went. */
    void freed(Extent files) {
        before = before.plus(files);
    }

    void gave(Extent files) {
        after = after.plus(files);
    }

    void version(long version) {
        versions.add(version);
    }

    void gave(WriteReport report) {
        versions.add(report.version());
        gave(Extent.of(report));
    }

    MaintenanceReport done() {
        return report(versions.isEmpty() ? Outcome.NOTHING_TO_DO : Outcome.DONE);
    }

    MaintenanceReport dry() {
        return report(Outcome.DRY_RUN);
    }

    MaintenanceReport report(Outcome outcome) {
        return new MaintenanceReport(
                operation,
                outcome,
                directory,
                versions,
                before,
                after,
                Math.max(0, all - replaced),
                List.copyOf(partitions),
                notes,
                Duration.ofNanos(System.nanoTime() - start));
    }
}
