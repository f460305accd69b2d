package dev.colonnade.maintain;

import dev.colonnade.source.FileSet;
import java.util.List;

/**
 * Files of one partition that become new files together.
 *
 * @param partition where they are
 * @param files their positions, in the order in which they are read
 * @param extent how much they are
 * @param newFiles how many files they become, about; none of files without rows
 */
record FileGroup(DatasetPartition partition, List<Integer> files, Extent extent, long newFiles) {
    FileGroup {
        files = List.copyOf(files);
    }

    static FileGroup of(FileSet dataset, DatasetPartition partition, List<Integer> files, LayoutOptions layout) {
        Extent extent = Extent.of(files.stream().map(dataset.files()::get).toList());
        long target = layout.targetFileBytes();
        long newFiles = extent.rows() == 0 ? 0 : Math.max(1, (extent.bytes() + target - 1) / target);
        return new FileGroup(partition, files, extent, newFiles);
    }

    /** What comes of it, about. */
    Extent estimate(LayoutOptions layout) {
        long groups = (extent.rows() + layout.rowGroupRows() - 1) / layout.rowGroupRows();
        return new Extent(newFiles, extent.rows(), Math.max(newFiles, groups), extent.bytes(), extent.columns());
    }
}
