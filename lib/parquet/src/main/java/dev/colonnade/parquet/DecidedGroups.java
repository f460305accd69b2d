package dev.colonnade.parquet;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.InclusiveEvaluator;
import dev.colonnade.source.RowGroup;
import dev.colonnade.source.StrictEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The row groups of each file of a scan whose rows all match its filter, where no row of the others does.
 *
 * @param byFile numbers of row groups, in the order of the task's files
 */
record DecidedGroups(List<int[]> byFile) {

    /** Empty if the statistics leave a row group undecided. */
    static Optional<DecidedGroups> of(ScanTask task) {
        LogicalPlan.Scan scan = task.scan();
        BoundExpr filter = scan.filter();
        if (filter == null) {
            return Optional.of(new DecidedGroups(task.files().stream()
                    .map(file -> IntStream.range(0, file.rowGroups().size()).toArray())
                    .toList()));
        }
        InclusiveEvaluator some = new InclusiveEvaluator(scan.files(), filter);
        StrictEvaluator all = new StrictEvaluator(scan.files(), filter);
        List<int[]> byFile = new ArrayList<>();
        for (DataFile file : task.files()) {
            List<RowGroup> groups = file.rowGroups();
            int[] kept = IntStream.range(0, groups.size())
                    .filter(i -> some.mayMatch(file, groups.get(i)))
                    .toArray();
            if (!IntStream.of(kept).allMatch(i -> all.allMatch(file, groups.get(i)))) {
                return Optional.empty();
            }
            byFile.add(kept);
        }
        return Optional.of(new DecidedGroups(byFile));
    }

    /** The rows of these row groups. */
    long rows(ScanTask task) {
        long rows = 0;
        for (int file = 0; file < byFile.size(); file++) {
            List<RowGroup> groups = task.files().get(file).rowGroups();
            for (int group : byFile.get(file)) {
                rows += groups.get(group).rowCount();
            }
        }
        return rows;
    }
}
