package dev.colonnade.duckdb;

import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A SQL text as the engine understood it, over some snapshots, for all parameters of the same types. Thread-safe. */
final class PreparedText {
    private final Understood understood;
    private final Map<String, FileSet> datasets;
    private volatile @Nullable Planned latest;

    /**
     * What the engine said of a text.
     *
     * @param tree its parse tree, which {@link SqlTree} has judged
     * @param tables the dataset behind each table name that the tree uses
     * @param sql the tree as SQL
     * @param result the result's columns
     * @param decidedByValues whether other parameters of the same types may give other columns
     */
    record Understood(
            Map<String, Object> tree, Map<String, String> tables, String sql, Schema result, boolean decidedByValues) {}

    private record Planned(List<LiteralValue> parameters, LogicalPlan plan) {}

    /** @param datasets the snapshots, by the names of the datasets */
    PreparedText(Understood understood, Map<String, FileSet> datasets) {
        this.understood = understood;
        this.datasets = Map.copyOf(datasets);
    }

    boolean isDecidedByValues() {
        return understood.decidedByValues();
    }

    /** This text over the snapshots that its names stand for now; empty if these have other columns, or are none. */
    Optional<PreparedText> over(SqlCatalog catalog) {
        Map<String, FileSet> now = new HashMap<>();
        boolean same = true;
        for (Map.Entry<String, FileSet> dataset : datasets.entrySet()) {
            FileSet before = dataset.getValue();
            FileSet files = catalog.find(dataset.getKey()).orElse(null);
            if (files == null || !files.schema().equals(before.schema())) {
                return Optional.empty();
            }
            same &= files.equals(before);
            now.put(dataset.getKey(), files);
        }
        return Optional.of(same ? this : new PreparedText(understood, now));
    }

    /** The library's own nodes if they mean the same, else the {@link #text}. */
    LogicalPlan plan(List<LiteralValue> parameters) {
        Planned known = latest;
        if (known != null && known.parameters().equals(parameters)) {
            return known.plan();
        }
        LogicalPlan translated = SqlTranslation.of(understood.tree(), byTable(), parameters, understood.result());
        LogicalPlan plan = translated == null ? text(parameters) : translated;
        latest = new Planned(List.copyOf(parameters), plan);
        return plan;
    }

    /** The text over scans of its tables, which leave out what its conditions cannot use. */
    LogicalPlan.Sql text(List<LiteralValue> parameters) {
        Map<String, FileSet> byTable = byTable();
        Map<String, Schema> schemas = new HashMap<>();
        byTable.forEach((table, files) -> schemas.put(table, files.schema()));
        Map<String, BoundExpr> filters = SqlPruning.filters(understood.tree(), schemas, parameters);
        List<String> names = List.copyOf(understood.tables().keySet());
        List<LogicalPlan> inputs = new ArrayList<>();
        names.forEach(table -> inputs.add(
                LogicalPlan.Scan.of(Objects.requireNonNull(byTable.get(table))).withFilter(filters.get(table))));
        return new LogicalPlan.Sql(understood.sql(), parameters, names, inputs, understood.result());
    }

    private Map<String, FileSet> byTable() {
        Map<String, FileSet> byTable = new HashMap<>();
        understood
                .tables()
                .forEach((table, dataset) -> byTable.put(table, Objects.requireNonNull(datasets.get(dataset))));
        return byTable;
    }
}
