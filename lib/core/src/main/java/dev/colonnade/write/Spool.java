package dev.colonnade.write;

import dev.colonnade.backend.Codec;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.commit.Committer;
import dev.colonnade.commit.Stage;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.CastMode;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Rows that are computed once and written aside, so that all that is asked of them has the same answer. */
final class Spool implements AutoCloseable {
    /** Rows that an engine takes as a text. */
    private static final int ROWS_AT_ONCE = 10_000;

    private final Stage stage;
    private final LogicalPlan rows;

    private Spool(Stage stage, LogicalPlan rows) {
        this.stage = stage;
        this.rows = rows;
    }

    static Spool of(RowEngine engine, Committer committer, LogicalPlan source) {
        Stage stage = committer.stage();
        try {
            List<WrittenFile> written = engine.write(source, order(stage, stage.data()));
            LogicalPlan stored = LogicalPlan.Scan.of(StagedFiles.open(written));
            return new Spool(stage, as(source.schema(), stored));
        } catch (RuntimeException | Error e) {
            stage.close();
            throw e;
        }
    }

    /** Rows that nobody can read twice; holds one batch of them in memory. Closes the stream. */
    static Spool of(RowEngine engine, Committer committer, BatchStream source) {
        Stage stage = committer.stage();
        try (source) {
            List<WrittenFile> written = new ArrayList<>();
            for (Batch batch = source.next(); batch != null; batch = source.next()) {
                for (int from = 0; from < batch.rowCount(); from += ROWS_AT_ONCE) {
                    Batch some = batch.slice(from, Math.min(ROWS_AT_ONCE, batch.rowCount() - from));
                    Path directory = stage.data().resolve(Integer.toString(written.size()));
                    written.addAll(engine.write(
                            values(source.schema(), some), order(stage, Files.createDirectory(directory))));
                }
            }
            if (written.isEmpty()) {
                written.addAll(
                        engine.write(new LogicalPlan.Empty(source.schema(), "no rows"), order(stage, stage.data())));
            }
            return new Spool(stage, as(source.schema(), LogicalPlan.Scan.of(StagedFiles.open(written))));
        } catch (IOException e) {
            stage.close();
            throw new DatasetException(
                    ErrorCode.IO,
                    "[" + committer.home().root() + "] Nothing was changed, because writing failed: " + e.getMessage()
                            + ".",
                    e);
        } catch (RuntimeException | Error e) {
            stage.close();
            throw e;
        }
    }

    private static LogicalPlan values(Schema schema, Batch batch) {
        List<List<@Nullable Object>> rows = new ArrayList<>(batch.rowCount());
        for (int row = 0; row < batch.rowCount(); row++) {
            List<@Nullable Object> values = new ArrayList<>(schema.size());
            for (int column = 0; column < schema.size(); column++) {
                values.add(batch.column(column).valueAt(row));
            }
            rows.add(values);
        }
        return new LogicalPlan.Values(schema, rows, "a stream");
    }

    private static WriteOrder order(Stage stage, Path directory) {
        ParquetFormat format = ParquetFormat.defaults().withCodec(Codec.SNAPPY, OptionalInt.empty());
        return new WriteOrder(directory, stage.area(), List.of(), WriteOrder.Rows.UNORDERED, Stage.SUFFIX, format);
    }

    /** An engine may store a type as a wider one. */
    private static LogicalPlan as(Schema schema, LogicalPlan stored) {
        List<NamedExpr> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            BoundExpr column = BoundExpr.Column.of(stored.schema().field(field.name()));
            columns.add(new NamedExpr(
                    field.name(),
                    column.type().equals(field.type())
                            ? column
                            : new BoundExpr.Cast(column, field.type(), CastMode.STRICT)));
        }
        return LogicalPlan.Project.of(stored, columns);
    }

    /** The rows, with the columns of the source. */
    LogicalPlan rows() {
        return rows;
    }

    @Override
    public void close() {
        stage.close();
    }
}
