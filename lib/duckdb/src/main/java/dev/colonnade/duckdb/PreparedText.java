package dev.colonnade.duckdb;

import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.FileSet;
import java.util.Map;

/** A SQL text as a plan node, and the snapshots that its tables were when it was bound. */
record PreparedText(LogicalPlan.Sql plan, Map<String, FileSet> datasets) {
    PreparedText {
        datasets = Map.copyOf(datasets);
    }

    /** Whether the same names still stand for the same snapshots. */
    boolean holdsFor(SqlCatalog catalog) {
        return datasets.entrySet().stream().allMatch(e -> catalog.find(e.getKey())
                .filter(files -> files.equals(e.getValue())
                        && files.schema().equals(e.getValue().schema()))
                .isPresent());
    }
}
