package dev.colonnade.maintain;

import dev.colonnade.backend.Codec;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSelection;
import dev.colonnade.source.FileSet;
import dev.colonnade.write.ConflictPolicy;
import dev.colonnade.write.DatasetWriter;
import dev.colonnade.write.Rewrite;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes groups of files anew, some partitions at a time, each time by one commit. */
final class Rewriting {
    private static final int STEP_PARTITIONS = 64;
    private static final long STEP_BYTES = 4L << 30;
    private static final int ATTEMPTS = 3;

    private final Work work;
    private final Task task;

    /**
     * What is done to groups of files.
     *
     * @param name for report and log
     * @param decision which files
     * @param order of the rows in each partition; none for the order in which they are
     * @param fileName the pattern of the names of new files
     */
    record Task(String name, LayoutOptions layout, Decision decision, List<SortKey> order, String fileName) {
        /** In the order in which the rows are, under the usual names. */
        Task(String name, LayoutOptions layout, Decision decision) {
            this(name, layout, decision, List.of(), WriteOptions.defaults().fileName());
        }
    }

    /** Says which files of a dataset are rewritten together. */
    @FunctionalInterface
    interface Decision {
        List<FileGroup> groups(FileSet dataset);
    }

    Rewriting(Work work, Task task) {
        this.work = work;
        this.task = task;
    }

    MaintenanceReport estimate(FileSet dataset) {
        Ledger ledger = new Ledger(task.name(), dataset);
        for (FileGroup group : task.decision().groups(dataset)) {
            ledger.took(group.extent());
            ledger.gave(group.estimate(task.layout()));
            ledger.touched(group.partition().directory());
        }
        return ledger.dry();
    }

    MaintenanceReport run(FileSet dataset) {
        Ledger ledger = new Ledger(task.name(), dataset);
        List<List<FileGroup>> steps = steps(task.decision().groups(dataset));
        for (int i = 0; i < steps.size(); i++) {
            work.check();
            int before = i;
            DatasetWriter writer =
                    work.writer(fraction -> work.progress().progress((before + fraction) / steps.size()));
            step(writer, dataset, steps.get(i), ledger);
        }
        work.progress().progress(1);
        return ledger.done();
    }

    /** Groups of one partition are never in one step, so that no new file spans two of them. */
    private static List<List<FileGroup>> steps(List<FileGroup> groups) {
        List<List<FileGroup>> steps = new ArrayList<>();
        List<FileGroup> step = new ArrayList<>();
        Set<List<@Nullable Object>> partitions = new HashSet<>();
        long bytes = 0;
        for (FileGroup group : groups) {
            boolean full =
                    step.size() == STEP_PARTITIONS || bytes + group.extent().bytes() > STEP_BYTES;
            if (!step.isEmpty()
                    && (full || partitions.contains(group.partition().values()))) {
                steps.add(step);
                step = new ArrayList<>();
                partitions.clear();
                bytes = 0;
            }
            step.add(group);
            partitions.add(group.partition().values());
            bytes += group.extent().bytes();
        }
        if (!step.isEmpty()) {
            steps.add(step);
        }
        return steps;
    }

    /** Where others have replaced the same files meanwhile, it is decided again what is left to do in these partitions. */
    private void step(DatasetWriter writer, FileSet planned, List<FileGroup> first, Ledger ledger) {
        FileSet dataset = planned;
        List<FileGroup> groups = first;
        for (int attempt = 1; !groups.isEmpty(); attempt++) {
            try {
                List<FileGroup> now = groups;
                WriteReport report = writer.rewrite(dataset, files -> rewrite(files, now), ConflictPolicy.merge());
                groups.forEach(group -> {
                    ledger.took(group.extent());
                    ledger.touched(group.partition().directory());
                });
                ledger.gave(report);
                return;
            } catch (ColonnadeException e) {
                boolean conflict = e.code() == ErrorCode.CONFLICT || e.code() == ErrorCode.STALE_SNAPSHOT;
                if (!conflict || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            dataset = Datasets.refresh(dataset);
            groups = again(dataset, first);
        }
    }

    private List<FileGroup> again(FileSet dataset, List<FileGroup> first) {
        Set<List<@Nullable Object>> partitions = new HashSet<>();
        first.forEach(group -> partitions.add(group.partition().values()));
        List<FileGroup> left = task.decision().groups(dataset).stream()
                .filter(group -> partitions.contains(group.partition().values()))
                .toList();
        return left.isEmpty() ? List.of() : steps(left).get(0);
    }

    private Rewrite rewrite(FileSet dataset, List<FileGroup> groups) {
        List<Integer> positions =
                groups.stream().flatMap(group -> group.files().stream()).toList();
        List<DataFile> files = positions.stream().map(dataset.files()::get).toList();
        boolean rows = files.stream().anyMatch(file -> file.rowCount() > 0);
        LogicalPlan plan = rows
                ? LogicalPlan.Scan.of(dataset).withSelection(selection(positions))
                : new LogicalPlan.Empty(dataset.schema(), "the files have no rows");
        return new Rewrite(dataset, files, plan, Rewrite.Reads.REPLACED, how(files));
    }

    private FileSelection selection(List<Integer> positions) {
        if (task.order().isEmpty()) {
            return FileSelection.inOrder(positions, task.name());
        }
        BitSet set = new BitSet();
        positions.forEach(set::set);
        return FileSelection.of(set, task.name());
    }

    private WriteOptions how(List<DataFile> files) {
        return options(task.name(), task.layout(), files)
                .withSortBy(task.order().toArray(SortKey[]::new))
                .withFileName(task.fileName());
    }

    /** For new files in the place of some. */
    static WriteOptions options(String name, LayoutOptions layout, List<DataFile> files) {
        Codec codec = layout.codec().orElseGet(() -> Codecs.mostUsed(files));
        WriteOptions how = WriteOptions.defaults()
                .withTargetFileBytes(layout.targetFileBytes())
                .withRowGroupRows(layout.rowGroupRows())
                .withNote(name);
        return layout.level().isPresent()
                ? how.withCompression(codec, layout.level().getAsInt())
                : how.withCompression(codec);
    }
}
