package dev.colonnade.maintain;

import dev.colonnade.commit.Committer;
import dev.colonnade.commit.Vacuumed;
import dev.colonnade.maintain.Health.Action;
import dev.colonnade.maintain.Health.Finding;
import dev.colonnade.maintain.HealthLimits.Threshold;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import dev.colonnade.stats.Clustering;
import dev.colonnade.stats.ColumnStorage;
import dev.colonnade.stats.Content;
import dev.colonnade.stats.DatasetStatistics;
import dev.colonnade.stats.RangeOverlap;
import dev.colonnade.stats.ReportOptions;
import dev.colonnade.stats.Staleness;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.write.DatasetHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Measures a dataset against limits, by footers and listings alone. */
final class HealthCheck {
    private static final Threshold ANY = new Threshold(1, Double.POSITIVE_INFINITY);

    private final FileSet dataset;
    private final Path root;
    private final HealthLimits limits;
    private final List<Finding> findings = new ArrayList<>();

    private HealthCheck(FileSet dataset, HealthLimits limits) {
        this.dataset = dataset;
        this.root = DatasetHistory.directoryOf(dataset);
        this.limits = limits;
    }

    /** @param known the dataset as it was opened, which may be out of date */
    static Health of(FileSet known, HealthLimits limits) {
        HealthCheck check = new HealthCheck(Datasets.refresh(known), limits);
        DatasetStatistics statistics = DatasetStatistics.of(check.dataset, ReportOptions.defaults());
        check.files();
        check.dead();
        check.order();
        check.bounds(statistics);
        check.skew(statistics);
        check.staleness(Staleness.of(known));
        return new Health(check.root, check.findings, limits);
    }

    private void files() {
        long before = 0;
        long after = 0;
        for (FileGroup group : new Compaction(dataset, limits.layout()).groups()) {
            before += group.extent().files();
            after += group.newFiles();
        }
        int all = dataset.files().size();
        findings.add(Finding.of(
                "needless files",
                Math.max(0.0, before - after) / all,
                limits.needlessFiles(),
                Action.COMPACT,
                Content.grouped(before) + " of " + Content.plural(all, "file") + " would become "
                        + Content.grouped(after) + "."));
    }

    private void dead() {
        Optional<DatasetHistory> history = Committer.existing(root).map(committer -> DatasetHistory.of(root));
        Vacuumed none = new Vacuumed(0, 0, 0, 0);
        Vacuumed all = history.map(h -> h.vacuumable(Duration.ZERO)).orElse(none);
        Vacuumed expired = history.map(h -> h.vacuumable(limits.retention())).orElse(none);
        double share = (double) all.bytes() / Math.max(1, dataset.sizeBytes());
        boolean helps = expired.files() + expired.stages() + expired.versions() > 0;
        findings.add(Finding.of(
                "dead bytes",
                share,
                limits.deadBytes(),
                helps ? Action.VACUUM : Action.NOTHING,
                Content.plural(all.files(), "replaced file") + " of " + Content.grouped(all.bytes()) + " bytes beside "
                        + Content.grouped(dataset.sizeBytes()) + ", "
                        + Content.grouped(expired.bytes()) + " of them past "
                        + limits.retention().toDays()
                        + " days."));
        int orphans = expired.stages() + expired.files();
        findings.add(Finding.of(
                "expired files",
                orphans,
                ANY,
                Action.VACUUM,
                Content.plural(expired.stages(), "stage") + " of dead writers and "
                        + Content.plural(expired.files(), "file") + " that no kept version needs."));
    }

    private void order() {
        boolean given = !limits.orderedBy().isEmpty();
        List<String> columns = given ? limits.orderedBy() : scalars();
        Optional<Clustering> found = columns.stream()
                .map(column -> Clustering.of(dataset, column))
                .filter(clustering -> clustering.files().ranges() > 0 || given)
                .min(Comparator.comparingDouble(clustering -> (given ? -1 : 1) * extra(clustering.files())));
        found.ifPresent(clustering -> findings.add(Finding.of(
                "overlap of files by " + clustering.column(),
                extra(clustering.files()),
                limits.overlap(),
                Action.SORT,
                clustering.verdict())));
    }

    private List<String> scalars() {
        List<String> keys = dataset.partitionFields().stream().map(Field::name).toList();
        return dataset.schema().fields().stream()
                .filter(field -> !field.type().isNested() && !(field.type() instanceof DataType.BoolType))
                .map(Field::name)
                .filter(name -> !keys.contains(name))
                .toList();
    }

    /** The share of the other files that a look-up opens. */
    private static double extra(RangeOverlap files) {
        long openable = files.ranges() + files.withoutBounds();
        return openable <= 1 ? 0 : Math.max(0, files.averageDepth() - 1) / (openable - 1);
    }

    private void bounds(DatasetStatistics statistics) {
        long chunks =
                statistics.columns().stream().mapToLong(ColumnStorage::chunks).sum();
        long without = statistics.columns().stream()
                .mapToLong(ColumnStorage::withoutBounds)
                .sum();
        findings.add(Finding.of(
                "missing statistics",
                chunks == 0 ? 0 : (double) without / chunks,
                limits.withoutBounds(),
                Action.REWRITE,
                Content.grouped(without) + " of " + Content.plural(chunks, "column chunk") + " state no bounds."));
    }

    private void skew(DatasetStatistics statistics) {
        if (!dataset.partitionFields().isEmpty()) {
            findings.add(Finding.of(
                    "skew of partitions",
                    statistics.rowsPerPartition().skew(),
                    limits.skew(),
                    Action.REPARTITION,
                    "Rows per partition: " + statistics.rowsPerPartition() + "."));
        }
    }

    private void staleness(Staleness staleness) {
        int differences = staleness.changed().size()
                + staleness.appeared().size()
                + staleness.vanished().size();
        findings.add(Finding.of(
                "stale snapshot",
                differences,
                ANY,
                Action.REFRESH,
                Content.plural(differences, "file") + " changed, appeared or vanished since it was opened."));
    }
}
