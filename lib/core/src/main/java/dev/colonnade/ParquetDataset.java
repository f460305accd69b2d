package dev.colonnade;

import dev.colonnade.expr.Expr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.session.Workspace;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parquet files that are one table, as they were when it was opened: a snapshot. Immutable; {@link #refresh} looks at the
 * files again. {@code name} is the table name that SQL of its session knows it by, if it has one.
 */
public final class ParquetDataset {
    private final Workspace workspace;
    private final FileSet files;
    private final @Nullable String name;

    ParquetDataset(Workspace workspace, FileSet files, @Nullable String name) {
        this.workspace = workspace;
        this.files = files;
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
        return files.schema();
    }

    /** In file order: sorted by path. */
    public List<DataFile> files() {
        return files.files();
    }

    /** From the footers. */
    public long rowCount() {
        return files.rowCount();
    }

    /** Bytes of all files. */
    public long sizeBytes() {
        return files.sizeBytes();
    }

    /** The columns that come from directory names. */
    public List<Field> partitions() {
        return files.partitionFields();
    }

    /** The frozen moment that queries read; equal snapshots hold the same files in the same state. */
    public FileSet snapshot() {
        return files;
    }

    /** The dataset as its files are now; takes this one's place in SQL. Footers of unchanged files are not read again. */
    public ParquetDataset refresh() {
        FileSet now = Datasets.refresh(files);
        if (name != null) {
            workspace.register(name, now);
        }
        return new ParquetDataset(workspace, now, name);
    }

    // --- the way to queries

    /** All columns and rows, not read yet. */
    public LazyFrame lazy() {
        return new LazyFrame(workspace, LogicalPlan.Scan.of(files));
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
        return new LazyFrame(workspace, workspace.sqlOver(name == null ? "self" : name, files, text, args));
    }

    // --- the verbs of LazyFrame

    /** @see LazyFrame#select(String...) */
    public LazyFrame select(String... columns) {
        return lazy().select(columns);
    }

    /** @see LazyFrame#select(Expr...) */
    public LazyFrame select(Expr... columns) {
        return lazy().select(columns);
    }

    /** @see LazyFrame#filter */
    public LazyFrame filter(Expr... conditions) {
        return lazy().filter(conditions);
    }

    /** @see LazyFrame#withColumns */
    public LazyFrame withColumns(Expr... columns) {
        return lazy().withColumns(columns);
    }

    /** @see LazyFrame#drop */
    public LazyFrame drop(String... columns) {
        return lazy().drop(columns);
    }

    /** @see LazyFrame#rename(String, String) */
    public LazyFrame rename(String from, String to) {
        return lazy().rename(from, to);
    }

    /** @see LazyFrame#groupBy(String...) */
    public GroupedFrame groupBy(String... keys) {
        return lazy().groupBy(keys);
    }

    /** @see LazyFrame#groupBy(Expr...) */
    public GroupedFrame groupBy(Expr... keys) {
        return lazy().groupBy(keys);
    }

    /** @see LazyFrame#agg */
    public LazyFrame agg(Expr... aggregates) {
        return lazy().agg(aggregates);
    }

    /** @see LazyFrame#join(LazyFrame, String...) */
    public LazyFrame join(LazyFrame right, String... keys) {
        return lazy().join(right, keys);
    }

    /** @see LazyFrame#join(LazyFrame, Expr) */
    public LazyFrame join(LazyFrame right, Expr condition) {
        return lazy().join(right, condition);
    }

    /** @see LazyFrame#sort(String...) */
    public LazyFrame sort(String... columns) {
        return lazy().sort(columns);
    }

    /** @see LazyFrame#sort(SortKey...) */
    public LazyFrame sort(SortKey... keys) {
        return lazy().sort(keys);
    }

    /** @see LazyFrame#distinct */
    public LazyFrame distinct() {
        return lazy().distinct();
    }

    /** @see LazyFrame#limit */
    public LazyFrame limit(long count) {
        return lazy().limit(count);
    }

    /** @see LazyFrame#head */
    public LazyFrame head(long count) {
        return lazy().head(count);
    }

    /** @see LazyFrame#tail */
    public LazyFrame tail(long count) {
        return lazy().tail(count);
    }

    /** Prints the first rows. */
    public void show() {
        lazy().show();
    }

    @Override
    public String toString() {
        return LazyFrame.oneLine("ParquetDataset", schema());
    }
}
