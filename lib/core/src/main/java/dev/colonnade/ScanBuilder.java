package dev.colonnade;

import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Expr;
import dev.colonnade.session.DataSize;
import dev.colonnade.session.Estimate;
import dev.colonnade.session.QueryOptions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A scan to be opened; immutable. */
public final class ScanBuilder {
    private final LazyFrame frame;
    private final List<String> columns;
    private final QueryOptions options;

    ScanBuilder(LazyFrame frame) {
        this(frame, frame.schema().names(), QueryOptions.defaults());
    }

    private ScanBuilder(LazyFrame frame, List<String> columns, QueryOptions options) {
        this.frame = frame;
        this.columns = columns;
        this.options = options;
    }

    /** Only these columns. @throws PlanException NO_SUCH_COLUMN */
    public ScanBuilder columns(String... names) {
        return new ScanBuilder(frame, frame.schema().select(List.of(names)).names(), options);
    }

    /** Those of these columns that the dataset has. @throws PlanException NO_SUCH_COLUMN if it has none of them */
    public ScanBuilder columnsIfPresent(String... names) {
        List<String> present =
                Arrays.stream(names).filter(frame.schema()::contains).toList();
        if (present.isEmpty()) {
            throw new PlanException(
                    ErrorCode.NO_SUCH_COLUMN,
                    "None of the columns (" + Arrays.stream(names).collect(Collectors.joining(", ")) + ") is in ("
                            + frame.schema().summary() + ").");
        }
        return new ScanBuilder(frame, present, options);
    }

    /** Only rows for which all conditions are true, over any column of the dataset; adds to earlier filters. */
    public ScanBuilder filter(Expr... conditions) {
        return new ScanBuilder(frame.filter(conditions), columns, options);
    }

    /** At most so many rows per batch; 65,536 by default. */
    public ScanBuilder batchRows(int rows) {
        return new ScanBuilder(frame, columns, options.withBatchRows(rows));
    }

    /** Batches of about that size, by the files' average compressed row; between 1 and 1,048,576 rows. */
    public ScanBuilder batchBytes(String size) {
        long wanted = DataSize.parse(size).bytes();
        Estimate estimate = frame.select(columns.toArray(String[]::new)).estimate();
        long perRow = Math.max(1, estimate.bytes() / Math.max(1, estimate.rows()));
        return batchRows((int) Math.min(1 << 20, Math.max(1, wanted / perRow)));
    }

    /** Threads of the engine for this scan. */
    public ScanBuilder threads(int number) {
        return new ScanBuilder(frame, columns, options.withThreads(number));
    }

    /** This scan as a frame. */
    public LazyFrame lazy() {
        return frame.select(columns.toArray(String[]::new));
    }

    /** Starts it. Close the stream, or take it to its end. */
    public BatchStream open() {
        return lazy().batches(options);
    }
}
