package dev.colonnade.scan;

import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import java.util.Collections;
import java.util.List;

/** A scan and the files it has to read, in file order or that of its selection; the scan's filter still has to be applied to their rows. */
public record ScanTask(LogicalPlan.Scan scan, List<DataFile> files, ScanReport report) {
    public ScanTask {
        files = Collections.unmodifiableList(files);
    }
}
