package dev.colonnade.session;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FilesNow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the files of one run's snapshots lie. A commit moves the files that it replaces; a run that did not find one of them
 * looks where it is and begins again.
 */
final class FilePlaces {
    private final Map<Path, Path> moved = new HashMap<>();
    private boolean doubted;

    /** The plan over the files as they lie now, as far as is known. */
    ExecutablePlan apply(ExecutablePlan plan) {
        if (moved.isEmpty()) {
            return plan;
        }
        List<ScanTask> tasks = new ArrayList<>();
        for (ScanTask task : plan.tasks()) {
            List<DataFile> files = task.files().stream().map(this::placed).toList();
            tasks.add(new ScanTask(task.scan(), files, task.report()));
        }
        return new ExecutablePlan(plan.plan(), tasks);
    }

    private DataFile placed(DataFile file) {
        Path place = moved.get(file.path());
        return place == null
                ? file
                : new DataFile(
                        place,
                        file.sizeBytes(),
                        file.modifiedNanos(),
                        file.rowCount(),
                        file.schema(),
                        file.rowGroups(),
                        file.partitionValues());
    }

    /**
     * Whether a run of the plan that failed may do better now: its files have moved, and all of them are known to lie
     * somewhere as they were.
     */
    boolean lookAgain(ExecutablePlan plan, ColonnadeException failure) {
        if (failure.code() != ErrorCode.STALE_SNAPSHOT) {
            return false;
        }
        List<DataFile> missing = new ArrayList<>();
        for (ScanTask task : plan.tasks()) {
            for (DataFile file : task.files()) {
                if (FilesNow.change(placed(file)) != null) {
                    missing.add(file);
                }
            }
        }
        if (missing.isEmpty()) { // a commit may have been taken back, but not time and again
            boolean first = !doubted;
            doubted = true;
            return first;
        }
        Map<Path, Path> found = FilesNow.moved(missing);
        moved.putAll(found);
        return missing.stream().allMatch(file -> found.containsKey(file.path()));
    }
}
