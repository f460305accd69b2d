package dev.colonnade.duckdb;

import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.DataFile;
import java.util.ArrayList;
import java.util.List;

/**
 * What a query reads.
 *
 * @param files as its snapshots have them
 * @param bytes the compressed bytes of the columns needed, at most
 */
record Reading(List<DataFile> files, long bytes) {
    static final Reading NOTHING = new Reading(List.of(), 0);

    static Reading of(List<ScanTask> tasks) {
        if (tasks.size() == 1) {
            return new Reading(tasks.get(0).files(), tasks.get(0).report().bytesRead());
        }
        List<DataFile> files = new ArrayList<>();
        long bytes = 0;
        for (ScanTask task : tasks) {
            files.addAll(task.files());
            bytes += task.report().bytesRead();
        }
        return new Reading(files, bytes);
    }
}
