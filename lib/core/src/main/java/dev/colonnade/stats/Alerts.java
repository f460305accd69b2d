package dev.colonnade.stats;

import dev.colonnade.stats.DatasetStatistics.SmallParts;
import java.util.ArrayList;
import java.util.List;

/** What in a report goes beyond the limits of its options. */
final class Alerts {
    private final ReportOptions limits;
    private final List<String> found = new ArrayList<>();

    private Alerts(ReportOptions limits) {
        this.limits = limits;
    }

    static List<String> of(DatasetStatistics report) {
        Alerts alerts = new Alerts(report.small().options());
        alerts.sizes(report);
        alerts.skew("Rows per file", report.fileRows());
        report.partitionKeys().forEach(key -> alerts.skew("Rows per value of '" + key.key() + "'", key.rows()));
        report.columns().forEach(alerts::column);
        alerts.schemas(report.schemaDifferences());
        return List.copyOf(alerts.found);
    }

    private void sizes(DatasetStatistics report) {
        SmallParts small = report.small();
        if (report.files() > 1 && share(small.files(), report.files())) {
            found.add(of(small.files(), report.files(), "files") + " are smaller than "
                    + Content.grouped(limits.smallFileBytes()) + " bytes: compact them.");
        }
        if (report.rowGroups() > report.files() && share(small.rowGroups(), report.rowGroups())) {
            found.add(of(small.rowGroups(), report.rowGroups(), "row groups") + " have fewer than "
                    + Content.grouped(limits.smallRowGroupRows()) + " rows: write larger ones.");
        }
    }

    private void skew(String what, Distribution parts) {
        if (parts.skew() > limits.alertSkew()) {
            found.add(what + " are skewed: the greatest has " + Content.grouped(parts.max()) + ", "
                    + Content.decimal(parts.skew()) + " times the mean.");
        }
    }

    private void column(ColumnStorage column) {
        String of = " of '" + column.column() + "' ";
        if (share(column.withoutBounds(), column.chunks())) {
            found.add(of(column.withoutBounds(), column.chunks(), "chunks") + of
                    + "have no bounds, so that filters by it skip nothing there: write it with statistics.");
        }
        if (share(column.fallbacks(), column.dictionaries())) {
            found.add(of(column.fallbacks(), column.dictionaries(), "dictionaries") + of
                    + "are not used by all pages: the column has too many values for one.");
        }
    }

    private void schemas(List<SchemaDifference> differences) {
        long columns =
                differences.stream().map(SchemaDifference::column).distinct().count();
        if (columns > 0) {
            found.add("The files differ about " + Content.plural(columns, "column") + ".");
        }
    }

    private boolean share(long affected, long all) {
        return affected > limits.alertShare() * all;
    }

    private static String of(long affected, long all, String things) {
        return Content.grouped(affected) + " of " + Content.grouped(all) + " " + things;
    }
}
