package dev.colonnade;

import dev.colonnade.commit.Snapshot;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.maintain.DtypeAdvice;
import dev.colonnade.maintain.Health;
import dev.colonnade.maintain.HealthLimits;
import dev.colonnade.maintain.LayoutOptions;
import dev.colonnade.maintain.Maintenance;
import dev.colonnade.maintain.Maintenance.Effect;
import dev.colonnade.maintain.MaintenanceListener;
import dev.colonnade.maintain.MaintenanceReport;
import dev.colonnade.maintain.MaintenanceSchedule;
import dev.colonnade.maintain.Recompression;
import dev.colonnade.maintain.Retention;
import dev.colonnade.maintain.Schedule;
import dev.colonnade.maintain.TimeKey;
import dev.colonnade.maintain.VerificationReport;
import dev.colonnade.session.Workspace;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.WritableStorage;
import dev.colonnade.stats.Report;
import dev.colonnade.type.DataType;
import dev.colonnade.write.DatasetHistory;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What keeps the directory of a dataset in order. Each operation looks at the files as they are then; the dataset that it was asked of
 * stays as it is: refresh it afterwards. An operation that fails leaves the rows of the dataset as they were.
 */
public final class DatasetMaintenance {
    /** How long replaced files are kept, if nothing else is said. */
    public static final Duration RETENTION = Duration.ofDays(7);

    private final Workspace workspace;
    private final FileSet dataset;
    private final Effect effect;

    DatasetMaintenance(Workspace workspace, FileSet dataset) {
        this(workspace, dataset, Effect.DO);
    }

    private DatasetMaintenance(Workspace workspace, FileSet dataset, Effect effect) {
        this.workspace = workspace;
        this.dataset = dataset;
        this.effect = effect;
    }

    /** The same operations, which decide and report what they would do, and change nothing. */
    public DatasetMaintenance dryRun() {
        return new DatasetMaintenance(workspace, dataset, Effect.REPORT);
    }

    private <T> T run(Function<Maintenance, T> operation) {
        return workspace.maintaining(dataset, effect, operation);
    }

    // --- versions

    /**
     * The known versions, oldest first: when, who, what, and the files that came and went.
     *
     * @throws dev.colonnade.error.DatasetException NO_SUCH_VERSION if this library has never written here
     */
    public List<Snapshot> snapshots() {
        return history().snapshots();
    }

    private DatasetHistory history() {
        return DatasetHistory.of(DatasetHistory.directoryOf(dataset));
    }

    /**
     * Makes the dataset what it was as {@code version}; that is a new version, from which there is a way back. Not for a dry run:
     * {@link ParquetDataset#asOf(long)} shows what it would be.
     *
     * @throws dev.colonnade.error.PlanException INVALID_ARGUMENT in a dry run
     * @throws dev.colonnade.error.DatasetException NO_SUCH_VERSION, IO, TIMEOUT
     */
    public Snapshot rollbackTo(long version) {
        if (effect == Effect.REPORT) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "A dry run rolls nothing back: asOf(" + version + ") shows what the dataset would be.");
        }
        return workspace.changing(
                () -> history().rollbackTo(version, WriteOptions.defaults().who()));
    }

    /** {@link #vacuum(Duration)} with {@link #RETENTION}. */
    public MaintenanceReport vacuum() {
        return vacuum(RETENTION);
    }

    /**
     * Deletes what writers that died left behind, and replaced files that no version needs which was current within
     * {@code retention}. Deletes nothing that this library has not written, and nothing that a query of any process on this
     * machine is reading, which the report says.
     *
     * @throws dev.colonnade.error.DatasetException NO_SUCH_VERSION, IO, TIMEOUT
     */
    public MaintenanceReport vacuum(Duration retention) {
        return run(maintenance -> maintenance.vacuum(retention));
    }

    // --- rows in other files

    /** {@link #compact(LayoutOptions)} with the defaults. */
    public MaintenanceReport compact() {
        return compact(LayoutOptions.defaults());
    }

    /**
     * Merges small files and small row groups and divides large files, within each partition; leaves alone what is good already. Rows keep
     * their order, and files that do not overlap by some column do not do so afterwards.
     *
     * @throws dev.colonnade.error.DatasetException CONFLICT, IO, TIMEOUT
     * @throws dev.colonnade.error.QueryException
     */
    public MaintenanceReport compact(LayoutOptions layout) {
        return run(maintenance -> maintenance.compact(layout));
    }

    /** {@link #sort(List, LayoutOptions)} with the default layout. */
    public MaintenanceReport sort(SortKey... order) {
        return sort(List.of(order), LayoutOptions.defaults());
    }

    /** Sorts the rows of each partition over all its files, which do not overlap then. @throws dev.colonnade.error.PlanException */
    public MaintenanceReport sort(List<SortKey> order, LayoutOptions layout) {
        return run(maintenance -> maintenance.sort(order, layout));
    }

    /** {@link #cluster(List, LayoutOptions)} with the default layout. */
    public MaintenanceReport cluster(String... columns) {
        return cluster(List.of(columns), LayoutOptions.defaults());
    }

    /**
     * Puts the rows of each partition on a Z-order curve through two to four columns, so that filters by any of them skip files and row
     * groups.
     *
     * @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN, TYPE_MISMATCH
     */
    public MaintenanceReport cluster(List<String> columns, LayoutOptions layout) {
        return run(maintenance -> maintenance.cluster(columns, layout));
    }

    /** Compresses what is old with another codec or level. @throws dev.colonnade.error.PlanException if no key is a time */
    public MaintenanceReport recompress(Recompression how) {
        return recompress(how, LayoutOptions.defaults());
    }

    /** As {@link #recompress(Recompression)}; the codec of the layout does not count. */
    public MaintenanceReport recompress(Recompression how, LayoutOptions layout) {
        return run(maintenance -> maintenance.recompress(how, layout));
    }

    /**
     * Puts all rows into partitions by other keys, which are columns or named expressions such as
     * {@link dev.colonnade.maintain.ValueGroups}; the old keys become stored columns. One commit.
     *
     * @throws dev.colonnade.error.PlanException
     */
    public MaintenanceReport repartition(Expr... keys) {
        return repartition(List.of(keys), LayoutOptions.defaults());
    }

    /** As {@link #repartition(Expr...)}. */
    public MaintenanceReport repartition(List<Expr> keys, LayoutOptions layout) {
        return run(maintenance -> maintenance.repartition(keys, layout));
    }

    /** Narrower types that hold every value of a column, measured by footers and one query. */
    public List<DtypeAdvice> dtypeAdvice() {
        return run(Maintenance::dtypeAdvice);
    }

    /** Gives columns the types of {@link #dtypeAdvice}, in one commit; no value changes. */
    public MaintenanceReport optimizeDtypes() {
        return run(maintenance -> maintenance.optimizeDtypes(Optional.empty(), LayoutOptions.defaults()));
    }

    /**
     * Gives columns these types, in one commit, if no value is lost.
     *
     * @throws dev.colonnade.error.PlanException CAST_FAILED naming a column with a value that would be
     */
    public MaintenanceReport optimizeDtypes(Map<String, DataType> types) {
        return run(maintenance -> maintenance.optimizeDtypes(Optional.of(types), LayoutOptions.defaults()));
    }

    // --- columns

    /** {@link #addColumn(String, DataType, Object)} with nulls. */
    public MaintenanceReport addColumn(String column, DataType type) {
        return addColumn(column, type, null);
    }

    /**
     * Adds a column that has the same value in all rows. Like each change of columns it writes all files anew, in one commit, so that every
     * reader sees the same columns in each of them; earlier versions keep theirs.
     *
     * @param value null, or a value that converts to the type without loss
     * @throws dev.colonnade.error.PlanException DUPLICATE_COLUMN, TYPE_MISMATCH
     * @throws dev.colonnade.error.DatasetException CONFLICT, IO, TIMEOUT
     * @throws dev.colonnade.error.QueryException
     */
    public MaintenanceReport addColumn(String column, DataType type, @Nullable Object value) {
        return run(maintenance -> maintenance.addColumn(column, type, value));
    }

    /** Takes a column out. @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN; INVALID_PLAN for a partition key */
    public MaintenanceReport dropColumn(String column) {
        return run(maintenance -> maintenance.dropColumn(column));
    }

    /** Gives a column, or a partition key, another name. @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN, DUPLICATE_COLUMN */
    public MaintenanceReport renameColumn(String from, String to) {
        return run(maintenance -> maintenance.renameColumn(from, to));
    }

    /** Gives a column a type that holds every value of its own. @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN, TYPE_MISMATCH */
    public MaintenanceReport widenColumn(String column, DataType type) {
        return run(maintenance -> maintenance.widenColumn(column, type));
    }

    /**
     * Gives a column any type, if each of its values stays the same.
     *
     * @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN; CAST_FAILED if a value would change
     */
    public MaintenanceReport narrowColumn(String column, DataType type) {
        return optimizeDtypes(Map.of(column, type));
    }

    // --- files that come and go

    /**
     * Archives and takes out partitions by their age, in one commit.
     *
     * @throws dev.colonnade.error.PlanException INVALID_ARGUMENT if no partition key is a time
     * @throws dev.colonnade.error.DatasetException EXISTS, CORRUPT_FILE, IO for the archive; CONFLICT, TIMEOUT
     */
    public MaintenanceReport retain(Retention policy) {
        return run(maintenance -> maintenance.retain(policy));
    }

    /**
     * Moves partitions to an archive, which is a dataset of its own: copied and read back before one commit takes them out of this one and
     * adds them to that one, whatever fails.
     *
     * @param where a condition over partition keys
     * @throws dev.colonnade.error.DatasetException EXISTS, CORRUPT_FILE, IO for the archive; CONFLICT, TIMEOUT
     */
    public MaintenanceReport archive(Path to, Expr where) {
        return run(maintenance -> maintenance.archive(to, Optional.of(where), Optional.empty()));
    }

    /**
     * As {@link #archive(Path, Expr)}, to another kind of storage: there the copies are made durable and read back before one commit takes
     * the files out. What fails in between leaves copies, with which the same operation goes on.
     */
    public MaintenanceReport archive(Path to, Expr where, WritableStorage storage) {
        return run(maintenance -> maintenance.archive(to, Optional.of(where), Optional.of(storage)));
    }

    /** {@link #createAhead(int, TimeKey, Instant)} from now on, by the key that is a time by name or type. */
    public MaintenanceReport createAhead(int count) {
        return run(maintenance -> maintenance.createAhead(count, Optional.empty(), Instant.now()));
    }

    /**
     * Makes the partitions of the {@code count} spans of time after the one that {@code now} lies in, as far as they are not there: one file
     * each, with the dataset's columns and no rows, so that every reader lists the partition.
     *
     * @throws dev.colonnade.error.PlanException INVALID_ARGUMENT if no partition key is a time
     */
    public MaintenanceReport createAhead(int count, TimeKey time, Instant now) {
        return run(maintenance -> maintenance.createAhead(count, Optional.of(time), now));
    }

    // --- looks

    /**
     * Decodes every page and compares pages, footers, manifest and log with each other.
     *
     * @throws dev.colonnade.error.PlanException NOT_SUPPORTED if no verifier is on the class path
     */
    public VerificationReport verify() {
        return run(Maintenance::verify);
    }

    /** {@link #health(HealthLimits)} with the defaults. */
    public Health health() {
        return health(HealthLimits.defaults());
    }

    /** Measures what would help: files and row groups, replaced files, order, statistics, skew. Reads footers only. */
    public Health health(HealthLimits limits) {
        return run(maintenance -> maintenance.health(limits));
    }

    /** Does what the findings advise and needs no decision: compact or, if an order is given, sort; then vacuum. */
    public List<MaintenanceReport> run(Health health) {
        return run(maintenance -> maintenance.run(health));
    }

    // --- by itself

    /**
     * Does something again and again, on the session's maintenance thread, until the answer or the session is closed. Of all
     * processes that schedule something for this dataset, one does it.
     *
     * @param task such as {@code maintenance -> maintenance.compact()}
     * @param listener hears of every run; failures are logged too
     */
    public MaintenanceSchedule schedule(
            Schedule schedule, Function<DatasetMaintenance, ? extends Report> task, MaintenanceListener listener) {
        Path directory = DatasetHistory.directoryOf(dataset);
        return workspace.maintenanceThread().add(directory, schedule, () -> task.apply(this), listener);
    }

    /** Does what {@link #health(HealthLimits)} advises, again and again: see {@link #schedule(Schedule, Function, MaintenanceListener)}. */
    public MaintenanceSchedule schedule(Schedule schedule, HealthLimits limits, MaintenanceListener listener) {
        return schedule(
                schedule,
                maintenance -> {
                    Health found = maintenance.health(limits);
                    maintenance.run(found).forEach(listener::done);
                    return found;
                },
                listener);
    }
}
