package dev.colonnade.arrow;

import dev.colonnade.arrow.compute.Reconciliation;
import dev.colonnade.arrow.compute.RowFilter;
import dev.colonnade.arrow.scan.NativeFilter;
import dev.colonnade.arrow.scan.ViewBudget;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.DataFile;
import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a scan as tasks, each made when it is asked for. */
final class FileTasks {
    private final LogicalPlan.Scan scan;
    private final List<DataFile> files;
    private final ScanLayout layout;
    private final MemoryEstimate estimate;
    private final int batchRows;
    private final ViewBudget views;
    private final @Nullable RowFilter residual;
    private final @Nullable NativeFilter prefilter;

    FileTasks(ScanTask task, int batchRows, ViewBudget views) {
        this.views = views;
        this.scan = task.scan();
        this.files = task.files();
        this.layout = new ScanLayout(scan);
        this.estimate = new MemoryEstimate(layout);
        this.batchRows = batchRows;
        BoundExpr filter = scan.filter();
        this.residual = filter == null ? null : RowFilter.of(filter, layout.needed());
        this.prefilter = filter == null ? null : prefilter(filter);
    }

    /**
     * What the native library may use to leave out row groups: conditions on columns that it finds in the file, and whose bounds
     * in the footers prove what they say, since it believes them.
     */
    private @Nullable NativeFilter prefilter(BoundExpr filter) {
        List<BoundExpr> usable = BoundExprs.conjuncts(filter).stream()
                .filter(conjunct -> BoundExprs.columns(conjunct).stream()
                        .allMatch(column -> layout.reads(column) && scan.files().isProven(column)))
                .toList();
        return NativeFilter.of(BoundExprs.and(usable)).orElse(null);
    }

    List<FileTask> list() {
        return new AbstractList<>() {
            @Override
            public FileTask get(int index) {
                return task(files.get(index));
            }

            @Override
            public int size() {
                return files.size();
            }
        };
    }

    private FileTask task(DataFile file) {
        Reconciliation completion = layout.completion(file);
        boolean skips = file.rowGroups().size() > 1;
        return new FileTask(
                file,
                layout.storedIn(file),
                skips ? prefilter : null,
                rows -> finish(completion.apply(rows)),
                batchRows,
                estimate.bytes(file),
                views);
    }

    /** What the scan delivers of complete rows. */
    private Batch finish(Batch rows) {
        Batch kept = residual == null ? rows : residual.filter(rows);
        List<ColumnVector> columns = kept.columns().subList(0, scan.columns().size());
        return new Batch(scan.schema(), kept.rowCount(), columns);
    }
}
