package dev.colonnade.maintain;

import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds files that are better merged or divided. */
final class Compaction {
    private final FileSet dataset;
    private final LayoutOptions layout;

    Compaction(FileSet dataset, LayoutOptions layout) {
        this.dataset = dataset;
        this.layout = layout;
    }

    List<FileGroup> groups() {
        List<FileGroup> groups = new ArrayList<>();
        DatasetPartition.of(dataset, layout.partitions()).forEach(partition -> addGroups(partition, groups));
        return groups;
    }

    private void addGroups(DatasetPartition partition, List<FileGroup> into) {
        List<Integer> full = partition.files().stream()
                .filter(file -> dataset.files().get(file).rowCount() > 0)
                .toList();
        List<Integer> empty =
                partition.files().stream().filter(file -> !full.contains(file)).toList();
        List<List<Integer>> groups = worthwhile(partition, full);
        if (!empty.isEmpty() && !full.isEmpty()) {
            if (groups.isEmpty()) {
                groups.add(empty);
            } else {
                groups.get(0).addAll(empty);
            }
        }
        groups.forEach(files -> into.add(FileGroup.of(dataset, partition, files, layout)));
    }

    private List<List<Integer>> worthwhile(DatasetPartition partition, List<Integer> full) {
        List<List<Integer>> groups = new ArrayList<>();
        if (full.stream().noneMatch(this::isCandidate)) {
            return groups;
        }
        Optional<RangeOrder> order = RangeOrder.of(dataset, full);
        List<Integer> run = new ArrayList<>();
        for (int file : order.map(RangeOrder::files).orElse(full)) {
            if (isCandidate(file)) {
                run.add(file);
            } else if (order.isPresent()) {
                addIfWorthwhile(partition, run, groups);
                run = new ArrayList<>();
            }
        }
        addIfWorthwhile(partition, run, groups);
        return groups;
    }

    private void addIfWorthwhile(DatasetPartition partition, List<Integer> run, List<List<Integer>> into) {
        long newFiles = FileGroup.of(dataset, partition, run, layout).newFiles();
        if (newFiles < run.size()
                || run.stream().map(dataset.files()::get).anyMatch(file -> isTorn(file) || isLarge(file))) {
            into.add(run);
        }
    }

    private boolean isCandidate(int position) {
        DataFile file = dataset.files().get(position);
        return file.sizeBytes() < layout.targetFileBytes() / 2 || isTorn(file) || isLarge(file);
    }

    /** Whether its row groups are small, and would become far fewer. */
    private boolean isTorn(DataFile file) {
        long groups = file.rowGroups().size();
        long needed = Math.max(1, (file.rowCount() + layout.rowGroupRows() - 1) / layout.rowGroupRows());
        return groups > 4 * needed && file.rowCount() / groups < layout.smallRowGroupRows();
    }

    /** Whether it can be divided where a row group ends. */
    private boolean isLarge(DataFile file) {
        return file.sizeBytes() > 2 * layout.targetFileBytes()
                && file.rowGroups().size() > 1
                && file.rowCount() > layout.rowGroupRows();
    }
}
