package dev.colonnade.maintain;

import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.write.ConflictPolicy;
import dev.colonnade.write.DatasetHistory;
import dev.colonnade.write.Rewrite;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Writes all rows of a dataset anew, in one commit; where others change it meanwhile, from the start.
 *
 * @param rows what becomes of a snapshot
 * @param how changes the options of the write
 */
record WholeRewrite(
        Work work,
        String name,
        LayoutOptions layout,
        Function<FileSet, LogicalPlan> rows,
        UnaryOperator<WriteOptions> how) {
    private static final ConflictPolicy PATIENT = ConflictPolicy.retry(3, Duration.ofMillis(50));

    MaintenanceReport estimate(FileSet dataset) {
        Ledger ledger = new Ledger(name, dataset);
        take(dataset, ledger);
        Extent all = Extent.of(dataset.files());
        long files = Math.max(1, (all.bytes() + layout.targetFileBytes() - 1) / layout.targetFileBytes());
        long groups = Math.max(files, (all.rows() + layout.rowGroupRows() - 1) / layout.rowGroupRows());
        ledger.gave(new Extent(files, all.rows(), groups, all.bytes(), all.columns()));
        return ledger.dry();
    }

    MaintenanceReport run(FileSet dataset) {
        Ledger ledger = new Ledger(name, dataset);
        FileSet[] replaced = {dataset};
        WriteReport report = work.writer(work.progress())
                .rewrite(
                        dataset,
                        files -> {
                            work.check();
                            replaced[0] = files;
                            return rewrite(files);
                        },
                        PATIENT);
        take(replaced[0], ledger);
        ledger.gave(report);
        return ledger.done();
    }

    private Rewrite rewrite(FileSet dataset) {
        WriteOptions options = how.apply(Rewriting.options(name, layout, dataset.files()));
        return new Rewrite(dataset, dataset.files(), rows.apply(dataset), Rewrite.Reads.DATASET, options);
    }

    private static void take(FileSet dataset, Ledger ledger) {
        Path root = DatasetHistory.directoryOf(dataset);
        List<DataFile> files = dataset.files();
        ledger.took(Extent.of(files));
        files.forEach(file -> ledger.touched(DatasetPartition.directory(root, file.path())));
    }
}
