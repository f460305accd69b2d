package dev.colonnade;

import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.session.Estimate;
import dev.colonnade.session.ExplainMode;
import dev.colonnade.session.Explanation;
import dev.colonnade.session.LiveFiles;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.session.RowCount;
import dev.colonnade.session.Validation;
import dev.colonnade.session.Workspace;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.FileSet;
import dev.colonnade.stats.Clustering;
import dev.colonnade.stats.ColumnStatistics;
import dev.colonnade.stats.DatasetStatistics;
import dev.colonnade.stats.ReportOptions;
import dev.colonnade.stats.Staleness;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import dev.colonnade.write.DatasetChange;
import dev.colonnade.write.DatasetHistory;
import dev.colonnade.write.ExpectedVersion;
import dev.colonnade.write.MergeOptions;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parquet files that are one table, as they were when it was opened: a snapshot. {@link #refresh} looks at the files again;
 * unless the session's {@link dev.colonnade.session.RefreshPolicy} says otherwise, nothing else does. {@code name} is the table name that SQL of its session knows it by, if it has one.
 */
public final class ParquetDataset {
    private final Workspace workspace;
    private final LiveFiles live;
    private final @Nullable String name;

    ParquetDataset(Workspace workspace, LiveFiles live, @Nullable String name) {
        this.workspace = workspace;
        this.live = live;
        this.name = name;
    }

    /**
     * Opens files, directories or globs in the {@linkplain Session#shared shared session}. Only footers are read.
     *
     * @throws dev.colonnade.error.DatasetException
     */
    public static ParquetDataset open(String... locations) {
        return Session.shared().open(locations);
    }

    /** @see #open(String...) */
    public static ParquetDataset open(List<String> locations, DatasetOptions options) {
        return Session.shared().open(locations, options);
    }

    // --- what is known without an engine

    /** Stored columns, then partition columns. */
    public Schema schema() {
        return live.known().schema();
    }

    /** In file order: sorted by path. */
    public List<DataFile> files() {
        return live.known().files();
    }

    /** From the footers. */
    public long rowCount() {
        return live.known().rowCount();
    }

    /** Bytes of all files. */
    public long sizeBytes() {
        return live.known().sizeBytes();
    }

    /** The columns that come from directory names. */
    public List<Field> partitions() {
        return live.known().partitionFields();
    }

    // --- what footers say, as reports

    /**
     * One column: rows, nulls, bounds, different values, skew, storage. Runs nothing but by its methods {@code query..}.
     *
     * @param column a column, a field of a struct with dots between the names, or a partition column
     * @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN, with the nearest name
     */
    public ColumnStatistics statistics(String column) {
        return ColumnStatistics.of(live.known(), column, new DatasetQueries(lazy(), workspace));
    }

    /**
     * How well the rows are ordered by one column: what a look-up by it has to open. Runs nothing.
     *
     * @param column as in {@link #statistics}
     * @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN, with the nearest name
     */
    public Clustering clustering(String column) {
        return Clustering.of(live.known(), column);
    }

    /** Files, row groups, storage of all columns, partitions, schema differences. Runs nothing. */
    public DatasetStatistics report() {
        return report(ReportOptions.defaults());
    }

    /** {@link #report()}, with what is small as given. */
    public DatasetStatistics report(ReportOptions options) {
        return DatasetStatistics.of(live.known(), options);
    }

    /** Looks at the disk: which files changed, appeared or vanished since the snapshot. Reads no footer. */
    public Staleness staleness() {
        return Staleness.of(live.known());
    }

    // --- the snapshot

    /** The frozen moment that queries read; equal snapshots hold the same files in the same state. */
    public FileSet snapshot() {
        return live.known();
    }

    /** The dataset as its files are now; takes this one's place in SQL. Footers of unchanged files are not read again. */
    public ParquetDataset refresh() {
        LiveFiles now = live.refreshed();
        if (name != null) {
            workspace.register(name, now);
        }
        return new ParquetDataset(workspace, now, name);
    }

    /**
     * The dataset as one of its versions, as long as that is kept. Only for a dataset that was opened as its directory.
     *
     * @throws dev.colonnade.error.DatasetException NO_SUCH_VERSION
     */
    public ParquetDataset asOf(long version) {
        List<String> files = DatasetHistory.of(directory()).files(version).stream()
                .map(Path::toString)
                .toList();
        return new ParquetDataset(workspace, workspace.open(files, live.known().options()), null);
    }

    /** The dataset as it was at a moment, by the clocks of its writers. @see #asOf(long) */
    public ParquetDataset asOf(Instant moment) {
        return asOf(DatasetHistory.of(directory()).versionAt(moment));
    }

    // --- writing

    /** What keeps the dataset's directory in order: versions, layout, retention, clean-up. */
    public DatasetMaintenance maintain() {
        directory();
        return new DatasetMaintenance(workspace, live.known());
    }

    private Path directory() {
        return DatasetHistory.directoryOf(live.known());
    }

    /**
     * Adds the rows of a frame, which has the columns of this dataset. This snapshot stays as it is: {@link #refresh} to see
     * them.
     *
     * @throws dev.colonnade.error.PlanException if the rows do not fit, or the dataset is not one directory
     * @throws dev.colonnade.error.DatasetException CONFLICT, PARTITION_VALUE, IO, TIMEOUT
     * @throws dev.colonnade.error.QueryException
     */
    public WriteReport append(LazyFrame rows) {
        return write(rows, WriteOptions.defaults().withMode(WriteMode.APPEND));
    }

    /**
     * Writes the rows of a frame into this dataset's directory. What is replaced has to be as this snapshot says, or there is
     * a conflict.
     *
     * @throws dev.colonnade.error.PlanException if the rows do not fit, or the dataset is not one directory
     * @throws dev.colonnade.error.DatasetException EXISTS, CONFLICT, PARTITION_VALUE, IO, TIMEOUT
     * @throws dev.colonnade.error.QueryException
     */
    public WriteReport write(LazyFrame rows, WriteOptions how) {
        return rows.writeInto(live.known(), how);
    }

    /**
     * Inserts, updates or deletes rows by the keys of a source; only files with rows that match are written again. If
     * others have changed these files since this snapshot, or added such rows, there is a conflict. Two rows of the source may
     * not have one key, unless the options say which of them counts.
     *
     * @throws dev.colonnade.error.PlanException if the source does not fit; DUPLICATE_KEY
     * @throws dev.colonnade.error.DatasetException CONFLICT, STALE_ROW, PARTITION_VALUE, IO, TIMEOUT
     * @throws dev.colonnade.error.QueryException
     */
    public WriteReport merge(LazyFrame source, MergeOptions how) {
        return source.mergeInto(live.known(), how);
    }

    /** {@link #delete(Expr, WriteOptions)} with the defaults. */
    public WriteReport delete(Expr where) {
        return delete(where, WriteOptions.defaults());
    }

    /**
     * Takes out the rows for which the condition is true; rows for which it is null stay. Files without such rows are not
     * touched. If others have changed the files with them since this snapshot, or added some, there is a conflict.
     *
     * @param how format, order, conflicts, author and note of files that are written again; its mode does not count
     * @throws dev.colonnade.error.PlanException
     * @throws dev.colonnade.error.DatasetException CONFLICT, IO, TIMEOUT
     * @throws dev.colonnade.error.QueryException
     */
    public WriteReport delete(Expr where, WriteOptions how) {
        return workspace.change(DatasetChange.delete(live.known(), where, how), QueryOptions.defaults());
    }

    /** {@link #update(Expr, Map, WriteOptions)} with the defaults. */
    public WriteReport update(Expr where, Map<String, Expr> set) {
        return update(where, set, WriteOptions.defaults());
    }

    /**
     * Sets columns in the rows for which the condition is true. Files without such rows are not touched; rows whose
     * partition changes move. If others have changed the files with them since this snapshot, or added some, there is a conflict.
     *
     * @param set new values by column, computed from the old row, of types that convert without loss
     * @param how as for {@link #delete(Expr, WriteOptions)}
     * @throws dev.colonnade.error.PlanException
     * @throws dev.colonnade.error.DatasetException CONFLICT, PARTITION_VALUE, IO, TIMEOUT
     * @throws dev.colonnade.error.QueryException
     */
    public WriteReport update(Expr where, Map<String, Expr> set, WriteOptions how) {
        return workspace.change(DatasetChange.update(live.known(), where, set, how), QueryOptions.defaults());
    }

    /**
     * As {@link #update(Expr, Map, WriteOptions)}, but only if all those rows still have the version that was read.
     *
     * @throws dev.colonnade.error.DatasetException STALE_ROW if one of them has another version, or there is none
     */
    public WriteReport update(Expr where, Map<String, Expr> set, ExpectedVersion version, WriteOptions how) {
        return workspace.change(DatasetChange.update(live.known(), where, set, version, how), QueryOptions.defaults());
    }

    // --- the way to queries

    /** All columns and rows, not read yet. */
    public LazyFrame lazy() {
        return new LazyFrame(workspace, LogicalPlan.Scan.of(live.current()));
    }

    /** Iteration over batches with few choices: columns, filter, batch size, threads. */
    public ScanBuilder scan() {
        return new ScanBuilder(lazy());
    }

    /**
     * One SELECT over this dataset, which the text calls by its name, or {@code self} if it has none.
     *
     * @throws dev.colonnade.error.PlanException
     */
    public LazyFrame sql(String text, @Nullable Object... args) {
        return new LazyFrame(workspace, workspace.sqlOver(name == null ? "self" : name, live, text, args));
    }

    // --- the verbs of LazyFrame: those of lazy()

    /** @see LazyFrame#select(String...) */
    public LazyFrame select(String... columns) {
        return lazy().select(columns);
    }

    /** @see LazyFrame#select(Expr...) */
    public LazyFrame select(Expr... columns) {
        return lazy().select(columns);
    }

    /** @see LazyFrame#withColumns(Expr...) */
    public LazyFrame withColumns(Expr... columns) {
        return lazy().withColumns(columns);
    }

    /** @see LazyFrame#drop(String...) */
    public LazyFrame drop(String... columns) {
        return lazy().drop(columns);
    }

    /** @see LazyFrame#rename(String, String) */
    public LazyFrame rename(String from, String to) {
        return lazy().rename(from, to);
    }

    /** @see LazyFrame#rename(Map) */
    public LazyFrame rename(Map<String, String> names) {
        return lazy().rename(names);
    }

    /** @see LazyFrame#filter(Expr...) */
    public LazyFrame filter(Expr... conditions) {
        return lazy().filter(conditions);
    }

    /** @see LazyFrame#dropNulls(String...) */
    public LazyFrame dropNulls(String... columns) {
        return lazy().dropNulls(columns);
    }

    /** @see LazyFrame#distinct() */
    public LazyFrame distinct() {
        return lazy().distinct();
    }

    /** @see LazyFrame#distinct(String...) */
    public LazyFrame distinct(String... columns) {
        return lazy().distinct(columns);
    }

    /** @see LazyFrame#sort(String...) */
    public LazyFrame sort(String... columns) {
        return lazy().sort(columns);
    }

    /** @see LazyFrame#sort(SortKey...) */
    public LazyFrame sort(SortKey... keys) {
        return lazy().sort(keys);
    }

    /** @see LazyFrame#limit(long) */
    public LazyFrame limit(long count) {
        return lazy().limit(count);
    }

    /** @see LazyFrame#limit(long, long) */
    public LazyFrame limit(long offset, long count) {
        return lazy().limit(offset, count);
    }

    /** @see LazyFrame#head(long) */
    public LazyFrame head(long count) {
        return lazy().head(count);
    }

    /** @see LazyFrame#tail(long) */
    public LazyFrame tail(long count) {
        return lazy().tail(count);
    }

    /** @see LazyFrame#topK(long, SortKey...) */
    public LazyFrame topK(long count, SortKey... keys) {
        return lazy().topK(count, keys);
    }

    /** @see LazyFrame#groupBy(String...) */
    public GroupedFrame groupBy(String... keys) {
        return lazy().groupBy(keys);
    }

    /** @see LazyFrame#groupBy(Expr...) */
    public GroupedFrame groupBy(Expr... keys) {
        return lazy().groupBy(keys);
    }

    /** @see LazyFrame#agg(Expr...) */
    public LazyFrame agg(Expr... aggregates) {
        return lazy().agg(aggregates);
    }

    /** @see LazyFrame#join(LazyFrame, String...) */
    public LazyFrame join(LazyFrame right, String... keys) {
        return lazy().join(right, keys);
    }

    /** @see LazyFrame#join(LazyFrame, JoinType, String...) */
    public LazyFrame join(LazyFrame right, JoinType type, String... keys) {
        return lazy().join(right, type, keys);
    }

    /** @see LazyFrame#join(LazyFrame, Expr) */
    public LazyFrame join(LazyFrame right, Expr condition) {
        return lazy().join(right, condition);
    }

    /** @see LazyFrame#join(LazyFrame, JoinType, Expr) */
    public LazyFrame join(LazyFrame right, JoinType type, Expr condition) {
        return lazy().join(right, type, condition);
    }

    /** @see LazyFrame#semiJoin(LazyFrame, String...) */
    public LazyFrame semiJoin(LazyFrame right, String... keys) {
        return lazy().semiJoin(right, keys);
    }

    /** @see LazyFrame#semiJoin(LazyFrame, Expr) */
    public LazyFrame semiJoin(LazyFrame right, Expr condition) {
        return lazy().semiJoin(right, condition);
    }

    /** @see LazyFrame#antiJoin(LazyFrame, String...) */
    public LazyFrame antiJoin(LazyFrame right, String... keys) {
        return lazy().antiJoin(right, keys);
    }

    /** @see LazyFrame#antiJoin(LazyFrame, Expr) */
    public LazyFrame antiJoin(LazyFrame right, Expr condition) {
        return lazy().antiJoin(right, condition);
    }

    /** @see LazyFrame#crossJoin(LazyFrame) */
    public LazyFrame crossJoin(LazyFrame right) {
        return lazy().crossJoin(right);
    }

    /** @see LazyFrame#union(LazyFrame...) */
    public LazyFrame union(LazyFrame... others) {
        return lazy().union(others);
    }

    /** @see LazyFrame#pipe(Function) */
    public <R> R pipe(Function<? super LazyFrame, R> step) {
        return lazy().pipe(step);
    }

    /** @see LazyFrame#on(String) */
    public LazyFrame on(String backend) {
        return lazy().on(backend);
    }

    /** @see LazyFrame#with(QueryOptions) */
    public LazyFrame with(QueryOptions options) {
        return lazy().with(options);
    }

    /** @see LazyFrame#validate() */
    public Validation validate() {
        return lazy().validate();
    }

    /** @see LazyFrame#explain() */
    public Explanation explain() {
        return lazy().explain();
    }

    /** @see LazyFrame#explain(ExplainMode) */
    public Explanation explain(ExplainMode mode) {
        return lazy().explain(mode);
    }

    /** @see LazyFrame#estimate() */
    public Estimate estimate() {
        return lazy().estimate();
    }

    /** @see LazyFrame#toSql() */
    public String toSql() {
        return lazy().toSql();
    }

    /** @see LazyFrame#collect() */
    public Table collect() {
        return lazy().collect();
    }

    /** @see LazyFrame#batches() */
    public BatchStream batches() {
        return lazy().batches();
    }

    /** @see LazyFrame#batches(QueryOptions) */
    public BatchStream batches(QueryOptions how) {
        return lazy().batches(how);
    }

    /** @see LazyFrame#stream(Class) */
    public <R extends Record> Stream<R> stream(Class<R> type) {
        return lazy().stream(type);
    }

    /** @see LazyFrame#count() */
    public long count() {
        return lazy().count();
    }

    /** @see LazyFrame#tryCount() */
    public RowCount tryCount() {
        return lazy().tryCount();
    }

    /** @see LazyFrame#write(String) */
    public WriteReport write(String directory) {
        return lazy().write(directory);
    }

    /** @see LazyFrame#write(String, WriteOptions) */
    public WriteReport write(String directory, WriteOptions how) {
        return lazy().write(directory, how);
    }

    /** @see LazyFrame#show() */
    public void show() {
        lazy().show();
    }

    /** @see LazyFrame#show(int) */
    public void show(int rows) {
        lazy().show(rows);
    }

    @Override
    public String toString() {
        return LazyFrame.oneLine("ParquetDataset", schema());
    }
}
