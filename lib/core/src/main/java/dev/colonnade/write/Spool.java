package dev.colonnade.write;

import dev.colonnade.backend.Codec;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.commit.Committer;
import dev.colonnade.commit.Stage;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.CastMode;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Rows that are computed once and written aside, so that all that is asked of them has the same answer. */
final class Spool implements AutoCloseable {
    private final Stage stage;
    private final LogicalPlan rows;

    private Spool(Stage stage, LogicalPlan rows) {
        this.stage = stage;
        this.rows = rows;
    }

    static Spool of(RowEngine engine, Committer committer, LogicalPlan source) {
        Stage stage = committer.stage();
        try {
            ParquetFormat format = ParquetFormat.defaults().withCodec(Codec.SNAPPY, OptionalInt.empty());
            List<WrittenFile> written = engine.write(
                    source,
                    new WriteOrder(
                            stage.data(), stage.area(), List.of(), WriteOrder.Rows.UNORDERED, Stage.SUFFIX, format));
            LogicalPlan stored = LogicalPlan.Scan.of(StagedFiles.open(written));
            return new Spool(stage, as(source.schema(), stored));
        } catch (RuntimeException | Error e) {
            stage.close();
            throw e;
        }
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
