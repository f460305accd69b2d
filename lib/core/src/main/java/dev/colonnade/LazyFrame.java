package dev.colonnade;

import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.RecordMapper;
import dev.colonnade.batch.ShowOptions;
import dev.colonnade.batch.Table;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.session.Estimate;
import dev.colonnade.session.ExplainMode;
import dev.colonnade.session.Explanation;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.session.RowCount;
import dev.colonnade.session.Validation;
import dev.colonnade.session.Workspace;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.Schema;
import dev.colonnade.write.DatasetChange;
import dev.colonnade.write.MergeOptions;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A question that has not been asked yet. Each verb returns a new frame and checks names and types at once; nothing is
 * read before a terminal such as {@link #collect}, {@link #batches} or {@link #show}. Immutable, owns nothing.
 *
 * <p>Row order is promised only after {@link #sort}; {@link #head} and {@link #limit} without a sort take rows in file
 * order.
 */
public final class LazyFrame {
    private static final int SHOWN_ROWS = 20;

    private final Workspace workspace;
    private final LogicalPlan plan;
    private final QueryOptions options;

    LazyFrame(Workspace workspace, LogicalPlan plan) {
        this(workspace, plan, QueryOptions.defaults());
    }

    private LazyFrame(Workspace workspace, LogicalPlan plan, QueryOptions options) {
        this.workspace = workspace;
        this.plan = plan;
        this.options = options;
    }

    private LazyFrame with(LogicalPlan newPlan) {
        return new LazyFrame(workspace, newPlan, options);
    }

    // --- columns

    /** Exactly these columns. @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN, with the nearest name */
    public LazyFrame select(String... columns) {
        return select(cols(columns));
    }

    /** Exactly these columns, computed or renamed with {@code as}. @throws dev.colonnade.error.PlanException */
    public LazyFrame select(Expr... columns) {
        return with(PlanBuilder.select(plan, List.of(columns)));
    }

    /**
     * All columns, with these added, or put in the place of their namesakes. All are computed from the frame as it is
     * before.
     *
     * @throws dev.colonnade.error.PlanException
     */
    public LazyFrame withColumns(Expr... columns) {
        return with(PlanBuilder.withColumns(plan, List.of(columns)));
    }

    /** All columns but these. @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN */
    public LazyFrame drop(String... columns) {
        return with(PlanBuilder.drop(plan, List.of(columns)));
    }

    /** One column under another name. @throws dev.colonnade.error.PlanException */
    public LazyFrame rename(String from, String to) {
        return rename(Map.of(from, to));
    }

    /** Columns under other names, old to new. @throws dev.colonnade.error.PlanException */
    public LazyFrame rename(Map<String, String> names) {
        return with(PlanBuilder.rename(plan, names));
    }

    // --- rows

    /** The rows for which all conditions are true. @throws dev.colonnade.error.PlanException */
    public LazyFrame filter(Expr... conditions) {
        LogicalPlan filtered = plan;
        if (conditions.length > 0) {
            filtered = PlanBuilder.filter(
                    plan, Arrays.stream(conditions).reduce(Expr::and).orElseThrow());
        }
        return with(filtered);
    }

    /** The rows in which none of these columns (of all, if none is named) is null. */
    public LazyFrame dropNulls(String... columns) {
        List<String> names = columns.length == 0 ? schema().names() : List.of(columns);
        return filter(names.stream().map(n -> Exprs.col(n).isNotNull()).toArray(Expr[]::new));
    }

    /** Each row once. */
    public LazyFrame distinct() {
        return with(new LogicalPlan.Distinct(plan));
    }

    /** Each combination of these columns once. */
    public LazyFrame distinct(String... columns) {
        return select(columns).distinct();
    }

    /** In ascending order of these columns, nulls last. @throws dev.colonnade.error.PlanException */
    public LazyFrame sort(String... columns) {
        return sort(Arrays.stream(columns).map(c -> Exprs.col(c).asc()).toArray(SortKey[]::new));
    }

    /** In that order. @throws dev.colonnade.error.PlanException */
    public LazyFrame sort(SortKey... keys) {
        return with(PlanBuilder.sort(plan, List.of(keys)));
    }

    /** At most the first {@code count} rows. */
    public LazyFrame limit(long count) {
        return limit(0, count);
    }

    /** At most {@code count} rows after the first {@code offset}. */
    public LazyFrame limit(long offset, long count) {
        return with(PlanBuilder.limit(plan, offset, count));
    }

    /** At most the first {@code count} rows. */
    public LazyFrame head(long count) {
        return limit(count);
    }

    /** At most the last {@code count} rows, in their order. */
    public LazyFrame tail(long count) {
        return with(PlanBuilder.tail(plan, count));
    }

    /** The first {@code count} rows in that order. */
    public LazyFrame topK(long count, SortKey... keys) {
        return sort(keys).limit(count);
    }

    // --- groups

    /** Groups by columns. */
    public GroupedFrame groupBy(String... keys) {
        return groupBy(cols(keys));
    }

    /** Groups by expressions. */
    public GroupedFrame groupBy(Expr... keys) {
        return new GroupedFrame(plan, List.of(keys), this::with);
    }

    /** One row: these expressions over aggregates of all rows. @throws dev.colonnade.error.PlanException */
    public LazyFrame agg(Expr... aggregates) {
        return with(PlanBuilder.aggregate(plan, List.of(), List.of(aggregates)));
    }

    // --- other frames

    /**
     * The pairs of rows with equal keys. Key columns appear once; another right column whose name the left has too is
     * called {@code name_right}.
     *
     * @throws dev.colonnade.error.PlanException
     */
    public LazyFrame join(LazyFrame right, String... keys) {
        return join(right, JoinType.INNER, keys);
    }

    /** A join of that type by equal keys. @throws dev.colonnade.error.PlanException */
    public LazyFrame join(LazyFrame right, JoinType type, String... keys) {
        return with(JoinBuilder.using(plan, right.plan, type, List.of(keys)));
    }

    /** The pairs of rows for which the condition is true. @throws dev.colonnade.error.PlanException */
    public LazyFrame join(LazyFrame right, Expr condition) {
        return join(right, JoinType.INNER, condition);
    }

    /**
     * A join of that type by any condition. Columns that both sides have are told apart in it by {@code leftCol} and
     * {@code rightCol}; all columns stay.
     *
     * @throws dev.colonnade.error.PlanException
     */
    public LazyFrame join(LazyFrame right, JoinType type, Expr condition) {
        return with(JoinBuilder.on(plan, right.plan, type, condition));
    }

    /** The rows that have a match in {@code right}, once each. */
    public LazyFrame semiJoin(LazyFrame right, String... keys) {
        return join(right, JoinType.SEMI, keys);
    }

    /** The rows for which the condition is true with a row of {@code right}, once each. */
    public LazyFrame semiJoin(LazyFrame right, Expr condition) {
        return join(right, JoinType.SEMI, condition);
    }

    /** The rows that have no match in {@code right}. */
    public LazyFrame antiJoin(LazyFrame right, String... keys) {
        return join(right, JoinType.ANTI, keys);
    }

    /** The rows for which the condition is true with no row of {@code right}. */
    public LazyFrame antiJoin(LazyFrame right, Expr condition) {
        return join(right, JoinType.ANTI, condition);
    }

    /** Every pair of rows. */
    public LazyFrame crossJoin(LazyFrame right) {
        return with(JoinBuilder.cross(plan, right.plan));
    }

    /**
     * The rows of this and the other frames, duplicates included, by column name: a column that a frame lacks is null
     * there.
     *
     * @throws dev.colonnade.error.PlanException TYPE_MISMATCH
     */
    public LazyFrame union(LazyFrame... others) {
        List<LogicalPlan> inputs = new ArrayList<>();
        inputs.add(plan);
        for (LazyFrame other : others) {
            inputs.add(other.plan);
        }
        return with(PlanBuilder.union(inputs));
    }

    /** {@code step} applied to this frame, for steps of one's own in a chain. */
    public <R> R pipe(Function<? super LazyFrame, R> step) {
        return step.apply(this);
    }

    // --- how to run

    /** Runs on that backend instead of the session's. */
    public LazyFrame on(String backend) {
        return with(options.withBackend(backend));
    }

    /** Runs with these options. */
    public LazyFrame with(QueryOptions newOptions) {
        return new LazyFrame(workspace, plan, newOptions);
    }

    // --- what is known before running

    /** The columns. Never runs anything. */
    public Schema schema() {
        return plan.schema();
    }

    /** The plan as built. */
    public LogicalPlan plan() {
        return plan;
    }

    /** Whether the files are still as they were and the engine takes the plan. Runs nothing. */
    public Validation validate() {
        return workspace.validate(plan, options);
    }

    /** The plan as built, as optimized, and what its scans leave out. Runs nothing. */
    public Explanation explain() {
        return explain(ExplainMode.NORMAL);
    }

    /** What will happen, in more or less detail. Runs nothing. */
    public Explanation explain(ExplainMode mode) {
        return workspace.explain(plan, options, mode);
    }

    /** What the scans will read at most. Runs nothing. */
    public Estimate estimate() {
        return workspace.estimate(plan);
    }

    /** The optimized plan in the engine's SQL. Runs nothing. */
    public String toSql() {
        return workspace.toSql(plan, options);
    }

    // --- running

    /** Runs the query and keeps its whole result. @throws dev.colonnade.error.QueryException */
    public Table collect() {
        return workspace.collect(plan, options);
    }

    /** Starts the query; its batches come as the engine makes them. Close the stream, or take it to its end. */
    public BatchStream batches() {
        return batches(options);
    }

    /** @see #batches() */
    public BatchStream batches(QueryOptions how) {
        return workspace.stream(plan, how);
    }

    /**
     * The rows as records, made as they are taken: column {@code ship_date} or {@code shipDate} fills component
     * {@code shipDate}. Close the stream, or take it to its end.
     *
     * @throws dev.colonnade.error.ColonnadeException TYPE_MISMATCH or NO_SUCH_COLUMN at once
     */
    public <R extends Record> Stream<R> stream(Class<R> type) {
        RecordMapper<R> mapper = RecordMapper.of(type, schema());
        return mapper.stream(batches());
    }

    /** The number of rows. @throws dev.colonnade.error.QueryException */
    public long count() {
        return agg(Exprs.count().as("count")).collect().column(0).longAt(0);
    }

    /** {@link #count}, for programs that go on without it: a query that fails is answered with the reason. */
    public RowCount tryCount() {
        return RowCount.of(this::count);
    }

    /** Prints the first {@value #SHOWN_ROWS} rows. */
    public void show() {
        show(SHOWN_ROWS);
    }

    /** Prints the first {@code rows} rows. */
    public void show(int rows) {
        head(rows).collect().show(ShowOptions.defaults());
    }

    /**
     * Runs the query and writes its rows as a new dataset: all of them or none.
     *
     * @param directory where no dataset is yet
     * @throws dev.colonnade.error.DatasetException EXISTS, IO
     * @throws dev.colonnade.error.QueryException
     */
    public WriteReport write(String directory) {
        return write(directory, WriteOptions.defaults());
    }

    /**
     * Runs the query and writes its rows into the dataset of a directory: all of them or none. Readers see the dataset as it
     * was before or as it is afterwards.
     *
     * @throws dev.colonnade.error.PlanException if the rows do not fit the dataset or the options
     * @throws dev.colonnade.error.DatasetException EXISTS, CONFLICT, PARTITION_VALUE, IO, TIMEOUT
     * @throws dev.colonnade.error.QueryException
     */
    public WriteReport write(String directory, WriteOptions how) {
        return workspace.change(DatasetChange.write(plan, Path.of(directory), how), options);
    }

    WriteReport writeInto(FileSet dataset, WriteOptions how) {
        return workspace.change(DatasetChange.write(plan, dataset, how), options);
    }

    WriteReport mergeInto(FileSet dataset, MergeOptions how) {
        return workspace.change(DatasetChange.merge(dataset, plan, how), options);
    }

    /** One line of at most 80 characters; never runs anything. */
    @Override
    public String toString() {
        return oneLine("LazyFrame", schema());
    }

    static String oneLine(String name, Schema schema) {
        String text = name + schema;
        return text.length() <= 80 ? text : text.substring(0, 79) + "…";
    }

    private static Expr[] cols(String... names) {
        return Arrays.stream(names).map(Exprs::col).toArray(Expr[]::new);
    }
}
