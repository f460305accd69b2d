package dev.colonnade.stats;

import dev.colonnade.batch.Table;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.DataType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the footers of a dataset say about one column. Nothing is read again and nothing runs, but for the methods whose
 * name starts with {@code query}.
 */
public final class ColumnStatistics implements Report {
    private final ColumnPath path;
    private final ValueTally values;
    private final ColumnStorage storage;
    private final long files;
    private final long rowGroups;
    private final Distribution rowsPerFile;
    private final Distribution bytesPerFile;
    private final @Nullable Distribution rowsPerValue;
    private final @Nullable Distribution bytesPerValue;
    private final ColumnQueries queries;

    ColumnStatistics(ColumnScan scan, ColumnQueries queries) {
        this.path = scan.path();
        this.values = scan.values();
        this.storage = scan.storage();
        this.files = scan.files();
        this.rowGroups = scan.rowGroups();
        this.rowsPerFile = scan.rowsPerFile();
        this.bytesPerFile = scan.bytesPerFile();
        this.rowsPerValue = scan.rowsPerValue();
        this.bytesPerValue = scan.bytesPerValue();
        this.queries = queries;
    }

    /**
     * Reads the statistics of one column.
     *
     * @param column a column, a field of a struct with dots between the names, or a partition column
     * @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN, with the nearest name
     */
    public static ColumnStatistics of(FileSet files, String column, ColumnQueries queries) {
        return new ColumnStatistics(ColumnScan.of(files, ColumnPath.resolve(files, column)), queries);
    }

    // --- what footers say

    /** The name it was asked by. */
    public String column() {
        return path.name();
    }

    public DataType type() {
        return path.type();
    }

    public ColumnKind kind() {
        return path.kind();
    }

    public long files() {
        return files;
    }

    public long rowGroups() {
        return rowGroups;
    }

    /** The rows of the dataset. */
    public long rows() {
        return values.rows();
    }

    /** The nulls that footers count, with all rows of files that lack the column. */
    public long nulls() {
        return values.nulls();
    }

    /** The row groups that do not say how many nulls they hold; {@link #nulls} is all of them if this is 0. */
    public long rowGroupsWithoutNullCount() {
        return values.nullsUnstated();
    }

    /** The NaNs that footers count, 0 for types that have none. */
    public long nans() {
        return values.nans();
    }

    /** The row groups of a float column that do not say how many NaNs they hold. */
    public long rowGroupsWithoutNanCount() {
        return values.nansUnstated();
    }

    /** No value is smaller; null if there are no values, or if a row group with values states no bounds. */
    public @Nullable Object min() {
        return values.min();
    }

    /** No value other than NaN is greater; null as {@link #min}. */
    public @Nullable Object max() {
        return values.max();
    }

    /** Whether a value is equal to {@link #min}. */
    public boolean minExact() {
        return values.minExact();
    }

    /** Whether a value is equal to {@link #max}, and none is NaN. */
    public boolean maxExact() {
        return values.maxExact();
    }

    /** The row groups with values, or values of which nothing is known, that lack a bound. */
    public long rowGroupsWithoutBounds() {
        return values.boundsUnstated();
    }

    /** How many different values there are. */
    public DistinctCount distinct() {
        return values.distinct();
    }

    /** How it is stored; all zero for a partition column. */
    public ColumnStorage storage() {
        return storage;
    }

    /** How rows are spread over files. */
    public Distribution rowsPerFile() {
        return rowsPerFile;
    }

    /** How the compressed bytes of this column are spread over files; of a partition column those of all columns. */
    public Distribution bytesPerFile() {
        return bytesPerFile;
    }

    /** How rows are spread over the values of a partition column, null among them; empty for other columns. */
    public Optional<Distribution> rowsPerValue() {
        return Optional.ofNullable(rowsPerValue);
    }

    /** How the bytes of files are spread over the values of a partition column; empty for other columns. */
    public Optional<Distribution> bytesPerValue() {
        return Optional.ofNullable(bytesPerValue);
    }

    // --- what takes a query

    /** Runs a query: the exact number of different values other than null. @throws dev.colonnade.error.QueryException */
    public long queryDistinct() {
        LogicalPlan all = queries.values(path.names());
        List<Expr> distinct = List.of(Exprs.countDistinct("value").as("distinct"));
        return queries.collect(PlanBuilder.aggregate(all, List.of(), distinct))
                .column(0)
                .longAt(0);
    }

    /**
     * Runs a query: the {@code count} most frequent values, null among them, with columns {@code value}, {@code rows} and
     * {@code share} (of all rows), the most frequent first, equally frequent ones by value.
     *
     * @throws ColonnadeException INVALID_ARGUMENT if {@code count} is not positive
     * @throws dev.colonnade.error.QueryException
     */
    public Table queryTopValues(int count) {
        if (count < 1) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT, "Top values are at least 1, not " + count + ": ask for more.");
        }
        LogicalPlan top = PlanBuilder.sort(
                frequencies(),
                List.of(Exprs.col("rows").desc(), Exprs.col("value").asc()));
        LogicalPlan first = PlanBuilder.limit(top, 0, count);
        return queries.collect(PlanBuilder.withColumns(
                first, List.of(Exprs.col("rows").div(Math.max(1, rows())).as("share"))));
    }

    /** Runs a query: how rows are spread over the different values, null among them. @throws dev.colonnade.error.QueryException */
    public Distribution queryRowsPerValue() {
        Table counts = queries.collect(PlanBuilder.select(frequencies(), List.of(Exprs.col("rows"))));
        Longs rows = new Longs();
        for (long number = 0; number < counts.rowCount(); number++) {
            rows.add(counts.column(0).longAt(number));
        }
        return Distribution.of(rows);
    }

    private LogicalPlan frequencies() {
        return PlanBuilder.aggregate(
                queries.values(path.names()),
                List.of(Exprs.col("value")),
                List.of(Exprs.count().as("rows")));
    }

    // --- how it is shown

    @Override
    public Content content() {
        Content content = new Content("Column statistics")
                .text("column", column())
                .text("type", type().toString())
                .text("kind", Names.of(kind()))
                .count("files", files)
                .count("row_groups", rowGroups)
                .count("rows", rows());
        addValues(content);
        addDistinct(content);
        return addSpread(addStorage(content));
    }

    private void addValues(Content content) {
        boolean real = type() instanceof DataType.FloatType;
        content.fact("nulls", DataType.INT64, nulls(), counted(nulls(), rowGroupsWithoutNullCount()))
                .json("row_groups_without_null_count", DataType.INT64, rowGroupsWithoutNullCount())
                .fact("nans", DataType.INT64, nans(), real ? counted(nans(), rowGroupsWithoutNanCount()) : "none")
                .json("row_groups_without_nan_count", DataType.INT64, rowGroupsWithoutNanCount())
                .fact("min", boundType(), min(), bound(min(), minExact(), ">="))
                .json("min_exact", DataType.BOOL, minExact())
                .fact("max", boundType(), max(), bound(max(), maxExact(), "<="))
                .json("max_exact", DataType.BOOL, maxExact())
                .json("row_groups_without_bounds", DataType.INT64, rowGroupsWithoutBounds());
    }

    private void addDistinct(Content content) {
        DistinctCount distinct = distinct();
        Long value = distinct.kind() == DistinctCount.Kind.UNKNOWN ? null : distinct.value();
        content.fact("distinct", DataType.INT64, value, distinct.toString())
                .json("distinct_kind", DataType.STRING, Names.of(distinct.kind()));
    }

    private Content addStorage(Content content) {
        return content.count("chunks", storage.chunks())
                .count("compressed_bytes", storage.compressedBytes())
                .count("uncompressed_bytes", storage.uncompressedBytes())
                .number("compression_ratio", storage.ratio())
                .counts("codecs", storage.codecs())
                .counts("encodings", storage.encodings())
                .count("dictionary_chunks", storage.dictionaries())
                .count("dictionary_fallback_chunks", storage.fallbacks())
                .count("bloom_filter_chunks", storage.bloomFilters())
                .count("column_index_chunks", storage.columnIndexes());
    }

    private Content addSpread(Content content) {
        content.distribution("rows_per_file", rowsPerFile).distribution("bytes_per_file", bytesPerFile);
        if (rowsPerValue != null && bytesPerValue != null) {
            return content.distribution("rows_per_value", rowsPerValue).distribution("bytes_per_value", bytesPerValue);
        }
        return content.json("rows_per_value", Distribution.TYPE, null).json("bytes_per_value", Distribution.TYPE, null);
    }

    private DataType boundType() {
        return type().isNested() ? DataType.NULL : type();
    }

    private static String counted(long stated, long unstated) {
        return Content.grouped(stated)
                + (unstated == 0
                        ? ""
                        : ", not counting " + Content.plural(unstated, "row group") + " without a number");
    }

    private String bound(@Nullable Object value, boolean exact, String sign) {
        if (value != null) {
            return (exact ? "" : sign + " ") + Content.text(type(), value);
        }
        return rowGroupsWithoutBounds() == 0
                ? "there are no values"
                : "unknown: " + Content.plural(rowGroupsWithoutBounds(), "row group") + " without bounds";
    }

    @Override
    public String toString() {
        return toText();
    }
}
