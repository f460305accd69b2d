package dev.colonnade.maintain;

import dev.colonnade.commit.Vacuumed;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSelection;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.WritableStorage;
import dev.colonnade.stats.Content;
import dev.colonnade.type.DataType;
import dev.colonnade.write.DatasetHistory;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Everything that keeps a dataset in order, done at once or only decided. Each operation looks at the files anew. */
public final class Maintenance {
    private final FileSet known;
    private final Work work;
    private final Effect effect;

    /** Whether operations are done. */
    public enum Effect {
        DO,
        /** They are only decided and reported. */
        REPORT
    }

    /** @param known the dataset, opened as its directory, in any earlier state */
    public Maintenance(FileSet known, Work work, Effect effect) {
        this.known = known;
        this.work = work;
        this.effect = effect;
    }

    private FileSet now() {
        return Datasets.refresh(known);
    }

    // --- rows in other files

    /** Merges small files and row groups, divides large files, drops files without rows where there are others. */
    public MaintenanceReport compact(LayoutOptions layout) {
        return rewriting(new Rewriting.Task("compact", layout, files -> new Compaction(files, layout).groups()));
    }

    /** Sorts the rows of each partition, over all its files. */
    public MaintenanceReport sort(List<SortKey> order, LayoutOptions layout) {
        if (order.isEmpty()) {
            throw new ColonnadeException(ErrorCode.INVALID_ARGUMENT, "Rows are sorted by at least one key.");
        }
        String keys = order.stream().map(SortKey::toString).collect(Collectors.joining(", "));
        return sorting("sort by " + keys, order, layout);
    }

    /** Puts the rows of each partition on a Z-order curve through two to four columns. */
    public MaintenanceReport cluster(List<String> columns, LayoutOptions layout) {
        return sorting("cluster by " + String.join(", ", columns), ZOrder.of(work, now(), columns), layout);
    }

    private MaintenanceReport sorting(String name, List<SortKey> order, LayoutOptions layout) {
        return rewriting(new Rewriting.Task(
                name,
                layout,
                files -> DatasetPartition.of(files, layout.partitions()).stream()
                        .map(partition -> FileGroup.of(files, partition, partition.files(), layout))
                        .filter(group -> group.extent().rows() > 0)
                        .toList(),
                order,
                WriteOptions.defaults().fileName()));
    }

    /** Compresses what is old, unless it is compressed so already. */
    public MaintenanceReport recompress(Recompression how, LayoutOptions layout) {
        LayoutOptions compressed = how.level().isPresent()
                ? layout.withCompression(how.codec(), how.level().getAsInt())
                : layout.withCompression(how.codec());
        return rewriting(new Rewriting.Task(
                how.toString(), compressed, files -> how.groups(files, compressed), List.of(), how.fileName()));
    }

    private MaintenanceReport rewriting(Rewriting.Task task) {
        Rewriting rewriting = new Rewriting(work, task);
        return effect == Effect.DO ? rewriting.run(now()) : rewriting.estimate(now());
    }

    // --- all rows at once

    /** Puts all rows into partitions by other keys. */
    public MaintenanceReport repartition(List<Expr> keys, LayoutOptions layout) {
        if (keys.isEmpty()) {
            throw new ColonnadeException(ErrorCode.INVALID_ARGUMENT, "A dataset is partitioned by at least one key.");
        }
        String names = keys.stream().map(Expr::outputName).collect(Collectors.joining(", "));
        return rewriting(
                now(),
                new WholeRewrite(
                        work,
                        "repartition by " + names,
                        layout,
                        LogicalPlan.Scan::of,
                        how -> how.withPartitionBy(keys.toArray(Expr[]::new))));
    }

    /** Narrower types that hold all values, measured. */
    public List<DtypeAdvice> dtypeAdvice() {
        return new Dtypes(now(), work).measured();
    }

    /** Gives columns narrower types. @param types by column; absent for those of {@link #dtypeAdvice} */
    public MaintenanceReport optimizeDtypes(Optional<Map<String, DataType>> types, LayoutOptions layout) {
        FileSet dataset = now();
        List<DtypeAdvice> advice = advice(dataset, types);
        if (advice.isEmpty()) {
            Ledger ledger = new Ledger("optimize dtypes", dataset);
            return effect == Effect.DO ? ledger.done() : ledger.dry();
        }
        String changes = advice.stream().map(DtypeAdvice::toString).collect(Collectors.joining("; "));
        return rewriting(
                dataset,
                new WholeRewrite(
                        work,
                        "optimize dtypes: " + changes,
                        layout,
                        files -> Dtypes.cast(inOrder(files), files.equals(dataset) ? advice : advice(files, types)),
                        how -> how));
    }

    private MaintenanceReport change(ColumnChange change) {
        FileSet dataset = now();
        change.requireAllowed(dataset);
        return rewriting(
                dataset,
                new WholeRewrite(
                        work,
                        change.name(),
                        LayoutOptions.defaults(),
                        files -> change.rows().apply(files, inOrder(files)),
                        how -> how.withPartitionBy(change.keys(dataset))));
    }

    /** Adds a column with one value in all rows, which may be null. */
    public MaintenanceReport addColumn(String column, DataType type, @Nullable Object value) {
        return change(ColumnChange.add(column, type, value));
    }

    /** Takes a column out. */
    public MaintenanceReport dropColumn(String column) {
        return change(ColumnChange.drop(column));
    }

    /** Gives a column another name. */
    public MaintenanceReport renameColumn(String from, String to) {
        return change(ColumnChange.rename(from, to));
    }

    /** Gives a column a type that holds all values of its own. */
    public MaintenanceReport widenColumn(String column, DataType type) {
        return change(ColumnChange.widen(column, type));
    }

    private List<DtypeAdvice> advice(FileSet dataset, Optional<Map<String, DataType>> types) {
        Dtypes dtypes = new Dtypes(dataset, work);
        return types.map(dtypes::given).orElseGet(dtypes::measured);
    }

    private static LogicalPlan inOrder(FileSet dataset) {
        List<Integer> all = IntStream.range(0, dataset.files().size()).boxed().toList();
        return LogicalPlan.Scan.of(dataset).withSelection(FileSelection.inOrder(all, "all files"));
    }

    private MaintenanceReport rewriting(FileSet dataset, WholeRewrite rewrite) {
        return effect == Effect.DO ? rewrite.run(dataset) : rewrite.estimate(dataset);
    }

    // --- files that come and go

    /** Archives and drops partitions by age. */
    public MaintenanceReport retain(Retention policy) {
        FileSet dataset = now();
        Aging aging = new Aging(dataset, policy.time(), policy.now().orElseGet(Instant::now));
        List<DataFile> dropped = policy.dropAfter().map(aging::olderThan).orElse(List.of());
        Set<Path> gone = dropped.stream().map(DataFile::path).collect(Collectors.toSet());
        List<DataFile> archived = policy.archiveAfter().map(aging::olderThan).orElse(List.of()).stream()
                .filter(file -> !gone.contains(file.path()))
                .toList();
        Removal removal = new Removal(work, dataset, policy.toString());
        if (aging.timeless() > 0) {
            removal.ledger().note(Content.plural(aging.timeless(), "file") + " in partitions without a time are kept.");
        }
        return removing(
                removal, archived, policy.archive().map(place -> new Archive(place, Optional.empty())), dropped);
    }

    /**
     * Moves partitions to an archive.
     *
     * @param where a condition over partition keys; absent for all
     * @param storage absent for a directory of this machine, which changes in the same commit
     */
    public MaintenanceReport archive(Path to, Optional<Expr> where, Optional<WritableStorage> storage) {
        FileSet dataset = now();
        List<DataFile> files = DatasetPartition.of(dataset, where).stream()
                .flatMap(partition -> partition.dataFiles(dataset).stream())
                .toList();
        Removal removal = new Removal(
                work, dataset, "archive" + where.map(expr -> " where " + expr).orElse(""));
        return removing(removal, files, Optional.of(new Archive(to, storage)), List.of());
    }

    private MaintenanceReport removing(
            Removal removal, List<DataFile> archived, Optional<Archive> archive, List<DataFile> dropped) {
        return effect == Effect.DO
                ? removal.run(archived, archive, dropped)
                : removal.estimate(archived, archive, dropped);
    }

    /** Makes the partitions of the {@code count} spans after the current one, as far as they are not there. */
    public MaintenanceReport createAhead(int count, Optional<TimeKey> time, Instant now) {
        if (count < 1) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT, "At least 1 partition is made ahead, not " + count + ".");
        }
        AheadPartitions ahead = new AheadPartitions(work, now(), time, "create ahead " + count);
        List<String> missing = ahead.missing(count, now);
        return effect == Effect.DO ? ahead.run(missing) : ahead.estimate(missing);
    }

    /** Gives up what dead writers left, and versions from which the dataset moved on longer ago than {@code retention}. */
    public MaintenanceReport vacuum(Duration retention) {
        DatasetHistory history = DatasetHistory.of(DatasetHistory.directoryOf(known));
        Ledger ledger = new Ledger("vacuum after " + retention, known);
        Vacuumed found = effect == Effect.DO ? history.vacuum(retention) : history.vacuumable(retention);
        ledger.freed(Extent.ofBytes(found.files(), found.bytes()));
        ledger.note(Content.plural(found.stages(), "stage") + " of dead writers, "
                + Content.plural(found.versions(), "version") + ", "
                + Content.plural(found.files(), "replaced file") + ".");
        found.read()
                .ifPresent(version -> ledger.note("Version " + version
                        + " and later ones are kept, because a query is reading version " + version + "."));
        work.progress().progress(1);
        boolean something = found.stages() + found.versions() + found.files() > 0;
        return effect == Effect.REPORT
                ? ledger.dry()
                : ledger.report(something ? MaintenanceReport.Outcome.DONE : MaintenanceReport.Outcome.NOTHING_TO_DO);
    }

    // --- looks

    /** Decodes every page and compares pages, footers, manifest and log. */
    public VerificationReport verify() {
        return Verification.of(now(), work);
    }

    /** Measures what would help. */
    public Health health(HealthLimits limits) {
        return HealthCheck.of(known, limits);
    }

    /** Does what the findings advise and needs no decision: compact or, if an order is given, sort; then vacuum. */
    public List<MaintenanceReport> run(Health health) {
        HealthLimits limits = health.limits();
        List<Health.Action> actions = health.actions();
        List<MaintenanceReport> reports = new ArrayList<>();
        if (actions.contains(Health.Action.SORT) && !limits.orderedBy().isEmpty()) {
            List<SortKey> order = limits.orderedBy().stream()
                    .map(column -> Exprs.col(column).asc())
                    .toList();
            reports.add(sort(order, limits.layout()));
        } else if (actions.contains(Health.Action.COMPACT)) {
            reports.add(compact(limits.layout()));
        }
        if (actions.contains(Health.Action.VACUUM)) {
            reports.add(vacuum(limits.retention()));
        }
        return reports;
    }
}
