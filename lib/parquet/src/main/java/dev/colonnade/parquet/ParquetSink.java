package dev.colonnade.parquet;

import dev.colonnade.batch.Batch;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file that is being written, by one thread. It exists under its name from the start and is whole after {@link #finish};
 * closing it before deletes it. Holds one row group in memory.
 */
public final class ParquetSink implements AutoCloseable {
    private static final int MOST_ROWS_AT_ONCE = 1_000;

    private final Path path;
    private final WritePlan plan;
    private final ParquetProperties properties;
    private final Optional<Consumer<FileMetaData>> edit;
    private final HeldOutput output;
    private final ParquetFileWriter writer;
    private @Nullable GroupWriter group;
    private int groups;
    private State state = State.OPEN;

    private enum State {
        OPEN,
        FINISHED,
        CLOSED
    }

    private ParquetSink(Path path, WritePlan plan) throws IOException {
        this.path = path;
        this.plan = plan;
        this.properties = plan.properties();
        this.edit = plan.footerEdit();
        var encryption = plan.encryption();
        this.output = new HeldOutput(path);
        try {
            this.writer = new ParquetFileWriter(
                    output,
                    plan.stored(),
                    ParquetFileWriter.Mode.CREATE,
                    plan.options().limits().rowGroupBytes(),
                    0,
                    encryption,
                    properties);
            writer.start();
        } catch (IOException | RuntimeException e) {
            output.discard();
            throw e;
        }
    }

    /**
     * Starts a file that does not exist yet.
     *
     * @throws dev.colonnade.error.PlanException if the schema cannot be stored or an option does not go with it
     * @throws dev.colonnade.error.DatasetException IO, naming the file
     */
    public static ParquetSink create(Path path, Schema schema, SinkOptions options) {
        WritePlan plan = new WritePlan(schema, options);
        try {
            return new ParquetSink(path, plan);
        } catch (FileAlreadyExistsException e) {
            throw FileErrors.of(ErrorCode.IO, path, "There is a file of that name: choose another.", e);
        } catch (NoSuchFileException e) {
            throw FileErrors.of(ErrorCode.IO, path, "Its directory does not exist: create it.", e);
        } catch (KeyRing.MissingKey e) {
            throw FileErrors.of(
                    ErrorCode.INVALID_ARGUMENT, path, "The file cannot be encrypted: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static ColonnadeException failed(Path path, IOException cause) {
        return FileErrors.of(
                ErrorCode.IO, path, "The file cannot be written: " + FileErrors.reason(cause) + ".", cause);
    }

    /**
     * Appends rows.
     *
     * @param batch of the sink's columns, by position; the names of its schema do not matter
     * @throws dev.colonnade.error.ColonnadeException CAST_FAILED naming a column with a value that cannot be stored, or IO; the file can
     *     then only be closed
     */
    public void write(Batch batch) {
        requireOpen();
        if (!Widener.sameLayouts(plan.schema(), batch.schema())) {
            throw new ColonnadeException(
                    ErrorCode.TYPE_MISMATCH,
                    "[" + path + "] A batch of " + batch.schema() + " does not fit the columns " + plan.schema() + ".");
        }
        try {
            int from = 0;
            while (from < batch.rowCount()) {
                GroupWriter current = current();
                long room = plan.options().limits().rowGroupRows() - current.rows();
                int count = (int) Math.min(Math.min(room, atOnce(batch)), batch.rowCount() - from);
                current.add(batch, from, count);
                from += count;
                flushIfFull(current);
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /** What the file has come to so far: its bytes on disk and, encoded, those in memory. */
    public long sizeBytes() {
        GroupWriter current = group;
        return output.getPos() + (current == null ? 0 : current.bytes());
    }

    private GroupWriter current() {
        GroupWriter current = group;
        if (current == null) {
            current = new GroupWriter(plan, properties, writer, groups++);
            group = current;
        }
        return current;
    }

    /** So few rows that pages and row groups end near their sizes. */
    private int atOnce(Batch batch) {
        long bytesPerRow = Math.max(1, batch.sizeBytes() / Math.max(1, batch.rowCount()));
        long rows = plan.options().limits().pageBytes() / 4 / bytesPerRow;
        int most = Math.min(MOST_ROWS_AT_ONCE, plan.options().limits().pageRows());
        return (int) Math.max(1, Math.min(rows, most));
    }

    private void flushIfFull(GroupWriter current) throws IOException {
        SinkOptions.SizeLimits limits = plan.options().limits();
        if (current.rows() >= limits.rowGroupRows() || current.bytes() >= limits.rowGroupBytes()) {
            current.flush();
            group = null;
        }
    }

    /**
     * Completes the file and has the disk take it. A file without a row is a valid file.
     *
     * @throws dev.colonnade.error.DatasetException IO
     */
    public FileReport finish() {
        requireOpen();
        try {
            GroupWriter last = group;
            if (last != null) {
                last.flush();
                group = null;
            }
            output.hold();
            writer.end(plan.options().metadata());
            long size = output.finish(edit);
            state = State.FINISHED;
            return FileReport.of(path, plan, writer.getFooter(), size, output.footerBytes());
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private void requireOpen() {
        if (state != State.OPEN) {
            throw new ColonnadeException(
                    ErrorCode.CLOSED, "[" + path + "] The file is finished or closed: start another one.");
        }
    }

    /** Deletes the file unless it is finished. Idempotent. */
    @Override
    public void close() {
        if (state == State.OPEN) {
            state = State.CLOSED;
            writer.abort();
            try {
                output.discard();
            } catch (IOException e) {
                throw failed(path, e);
            }
        }
    }
}
