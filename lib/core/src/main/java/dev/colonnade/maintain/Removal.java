package dev.colonnade.maintain;

import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.stats.Content;
import dev.colonnade.write.ConflictPolicy;
import dev.colonnade.write.DatasetChange;
import dev.colonnade.write.DatasetHistory;
import dev.colonnade.write.Rewrite;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes files out of a dataset, after some of them were copied to an archive. */
final class Removal {
    private final Work work;
    private final FileSet dataset;
    private final String operation;
    private final Ledger ledger;

    Removal(Work work, FileSet dataset, String operation) {
        this.work = work;
        this.dataset = dataset;
        this.operation = operation;
        this.ledger = new Ledger(operation, dataset);
    }

    Ledger ledger() {
        return ledger;
    }

    /** @param archive absent if nothing is archived */
    MaintenanceReport estimate(List<DataFile> archived, Optional<Archive> archive, List<DataFile> dropped) {
        account(archived, dropped);
        note(archived, archive);
        return ledger.dry();
    }

    MaintenanceReport run(List<DataFile> archived, Optional<Archive> archive, List<DataFile> dropped) {
        List<DataFile> all = new ArrayList<>(archived);
        all.addAll(dropped);
        if (!all.isEmpty()) {
            archive.ifPresent(place -> place.requireApart(dataset));
            archive.ifPresent(place -> place.copy(dataset, archived, work));
            work.check();
            List<DatasetChange> changes = new ArrayList<>();
            changes.add(DatasetChange.rewrite(dataset, files -> without(files, all), ConflictPolicy.merge()));
            archive.flatMap(place -> place.together(dataset, archived, operation, work))
                    .ifPresent(changes::add);
            WriteReport report = work.writer(fraction -> {}).run(changes).get(0);
            account(archived, dropped);
            note(archived, archive);
            ledger.gave(report);
            if (!report.files().isEmpty()) {
                ledger.note("No row is left, so a file without rows keeps the columns of the dataset.");
            }
        }
        work.progress().progress(1);
        return ledger.done();
    }

    private Rewrite without(FileSet dataset, List<DataFile> files) {
        LogicalPlan none = new LogicalPlan.Empty(dataset.schema(), operation);
        return new Rewrite(
                dataset,
                files,
                none,
                Rewrite.Reads.REPLACED,
                WriteOptions.defaults().withNote(operation));
    }

    private void account(List<DataFile> archived, List<DataFile> dropped) {
        Path root = DatasetHistory.directoryOf(dataset);
        for (List<DataFile> files : List.of(archived, dropped)) {
            ledger.took(Extent.of(files));
            files.forEach(file -> ledger.touched(DatasetPartition.directory(root, file.path())));
        }
    }

    private void note(List<DataFile> archived, Optional<Archive> archive) {
        if (!archived.isEmpty()) {
            ledger.note(Content.plural(archived.size(), "file") + " in the archive '"
                    + archive.orElseThrow().directory() + "'.");
        }
    }
}
