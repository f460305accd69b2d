package dev.colonnade.write;

import dev.colonnade.backend.Codec;
import dev.colonnade.backend.ColumnFormat;
import dev.colonnade.backend.PageEncoding;
import dev.colonnade.backend.PageVersion;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.SortKey;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How to write a dataset. Immutable; each method gives changed options.
 *
 * @param mode what happens to a dataset that is there already
 * @param partitionBy the partition keys, outermost first; empty for those that the dataset has
 * @param sortBy the order of the rows within each file; empty for any
 * @param format how files are made
 * @param fileName the name of files without their ending, with {@code {id}} for what is unique to the write, and {@code {n}}
 *     for the number of the file, in five digits from 00000
 * @param conflicts what happens if another writer comes between
 * @param who noted in the log
 * @param what noted in the log; empty for a short description
 */
public record WriteOptions(
        WriteMode mode,
        List<Expr> partitionBy,
        List<SortKey> sortBy,
        ParquetFormat format,
        String fileName,
        ConflictPolicy conflicts,
        String who,
        String what) {
    private static final WriteOptions DEFAULTS = new WriteOptions(
            WriteMode.FAIL_IF_EXISTS,
            List.of(),
            List.of(),
            ParquetFormat.defaults(),
            "part-{id}-{n}",
            ConflictPolicy.merge(),
            System.getProperty("user.name", "") + " (" + ProcessHandle.current().pid() + ")",
            "");

    public WriteOptions {
        partitionBy = List.copyOf(partitionBy);
        sortBy = List.copyOf(sortBy);
        boolean named = fileName.contains("{id}") && fileName.contains("{n}");
        boolean hidden = fileName.startsWith("_") || fileName.startsWith(".");
        if (!named || hidden || fileName.contains("/") || fileName.contains("\\") || fileName.indexOf('\0') >= 0) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "A file name has {id} and {n} in it, no slash, and does not begin with '_' or '.', unlike '"
                            + fileName.replace("\0", "\\0") + "'.");
        }
    }

    /** Fails where a dataset is; the dataset's own partition keys; ZSTD; the process as author. */
    public static WriteOptions defaults() {
        return DEFAULTS;
    }

    public WriteOptions withMode(WriteMode newMode) {
        return new WriteOptions(newMode, partitionBy, sortBy, format, fileName, conflicts, who, what);
    }

    /** Files are put into directories {@code key=value} by these columns, which are not stored in the files. */
    public WriteOptions withPartitionBy(String... columns) {
        return withPartitionBy(Arrays.stream(columns).map(Exprs::col).toArray(Expr[]::new));
    }

    /** Keys may also be computed, such as {@code col("ts").dt().year().as("year")}; they become columns of the dataset. */
    public WriteOptions withPartitionBy(Expr... keys) {
        return new WriteOptions(mode, List.of(keys), sortBy, format, fileName, conflicts, who, what);
    }

    /** Rows ascend by these columns within each file. */
    public WriteOptions withSortBy(String... columns) {
        return withSortBy(Arrays.stream(columns).map(c -> Exprs.col(c).asc()).toArray(SortKey[]::new));
    }

    /** The order of the rows within each file. */
    public WriteOptions withSortBy(SortKey... keys) {
        return new WriteOptions(mode, partitionBy, List.of(keys), format, fileName, conflicts, who, what);
    }

    public WriteOptions withFormat(ParquetFormat newFormat) {
        return new WriteOptions(mode, partitionBy, sortBy, newFormat, fileName, conflicts, who, what);
    }

    public WriteOptions withCompression(Codec codec) {
        return withFormat(format.withCodec(codec, OptionalInt.empty()));
    }

    public WriteOptions withCompression(Codec codec, int level) {
        return withFormat(format.withCodec(codec, OptionalInt.of(level)));
    }

    /** One column, or part of a nested one, is compressed unlike the file. */
    public WriteOptions withColumnCompression(String column, Codec codec) {
        return withColumn(column, format -> format.withCompression(codec));
    }

    /** One column, or part of a nested one, is compressed unlike the file. */
    public WriteOptions withColumnCompression(String column, Codec codec, int level) {
        return withColumn(column, format -> format.withCompression(codec, level));
    }

    /** What is different for one column, or for a part of a nested one by its dotted path. */
    public WriteOptions withColumn(String column, UnaryOperator<ColumnFormat> change) {
        return withFormat(format.withColumn(column, change));
    }

    private WriteOptions withColumns(String[] columns, UnaryOperator<ColumnFormat> change) {
        ParquetFormat changed = format;
        for (String column : columns) {
            changed = changed.withColumn(column, change);
        }
        return withFormat(changed);
    }

    /** The encoding of all columns whose type it takes. */
    public WriteOptions withEncoding(PageEncoding encoding) {
        return withFormat(format.withEncoding(encoding));
    }

    /** The encoding of one column, which must take it. */
    public WriteOptions withColumnEncoding(String column, PageEncoding encoding) {
        return withColumn(column, format -> format.withEncoding(encoding));
    }

    /** No column has a dictionary: {@link PageEncoding#NO_DICTIONARY}. */
    public WriteOptions withoutDictionaries() {
        return withEncoding(PageEncoding.NO_DICTIONARY);
    }

    /** These columns have no dictionaries. */
    public WriteOptions withoutDictionaries(String... columns) {
        return withColumns(columns, ColumnFormat::withoutDictionary);
    }

    /** The form of pages. */
    public WriteOptions withPages(PageVersion version) {
        return withFormat(format.withPages(version));
    }

    /** Only these columns get minima, maxima and counts of nulls, which are what scans prune by. */
    public WriteOptions withStatistics(String... columns) {
        return withFormat(format.withStatistics(Set.copyOf(List.of(columns))));
    }

    /** No column gets statistics. */
    public WriteOptions withoutStatistics() {
        return withFormat(format.withStatistics(Set.of()));
    }

    /** The id of a column in the schema, by which some table formats find it. */
    public WriteOptions withFieldId(String column, int id) {
        return withColumn(column, format -> format.withFieldId(id));
    }

    /** Row groups end after about so many rows. */
    public WriteOptions withRowGroupRows(long rows) {
        return withFormat(format.withRowGroupRows(rows));
    }

    /** Row groups end after about so many bytes. */
    public WriteOptions withRowGroupBytes(long bytes) {
        return withFormat(format.withRowGroupBytes(bytes));
    }

    /** Files end after about so many bytes. */
    public WriteOptions withTargetFileBytes(long bytes) {
        return withFormat(format.withFileBytes(bytes));
    }

    /** A write that would make more files is refused. */
    public WriteOptions withMostFiles(int files) {
        return withFormat(format.withMostFiles(files));
    }

    /**
     * Bloom filters with that share of wrong hits, between 0 and 1, for all columns that the engine makes some for: those with
     * dictionaries, or all but booleans and nested ones.
     */
    public WriteOptions withBloomFilters(double wrongHits) {
        return withFormat(format.withBloomFilters(wrongHits));
    }

    /** Bloom filters with that share of wrong hits, between 0 and 1, for these columns. */
    public WriteOptions withBloomFilters(double wrongHits, String... columns) {
        return withColumns(columns, format -> format.withBloomFilter(wrongHits));
    }

    /** A key-value pair for the footers. */
    public WriteOptions withMetadata(String key, String value) {
        return withFormat(format.withMetadata(key, value));
    }

    public WriteOptions withFileName(String pattern) {
        return new WriteOptions(mode, partitionBy, sortBy, format, pattern, conflicts, who, what);
    }

    public WriteOptions withConflicts(ConflictPolicy policy) {
        return new WriteOptions(mode, partitionBy, sortBy, format, fileName, policy, who, what);
    }

    /** Who writes, for the log. */
    public WriteOptions withAuthor(String author) {
        return new WriteOptions(mode, partitionBy, sortBy, format, fileName, conflicts, author, what);
    }

    /** What is written, for the log. */
    public WriteOptions withNote(String note) {
        return new WriteOptions(mode, partitionBy, sortBy, format, fileName, conflicts, who, note);
    }
}
