package dev.colonnade.duckdb.maintain;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.maintain.MaintenanceReport;
import dev.colonnade.type.DataType;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Columns that are added, dropped, renamed and given other types. */
class ColumnsTest {
    @TempDir
    Path directory;

    private Session session;

    @BeforeEach
    void twoPartitions() {
        session = Colonnade.builder().backend("duckdb").open();
        session.sql("SELECT range::INT AS id, range / 2 AS half, (range % 2)::VARCHAR AS p FROM range(4)")
                .write(directory.toString(), WriteOptions.defaults().withPartitionBy("p"));
    }

    @AfterEach
    void close() {
        session.close();
    }

    private ParquetDataset open() {
        return session.open(directory.toString());
    }

    private String rows() {
        return open().sort("id").collect().toMaps().toString();
    }

    private static String refusal(ErrorCode code, Executable action) {
        ColonnadeException refused = assertThrows(ColonnadeException.class, action);
        assertEquals(code, refused.code(), refused.getMessage());
        return String.valueOf(refused.getMessage());
    }

    @Test
    void aColumnIsAdded() {
        MaintenanceReport report = open().maintain().addColumn("kind", DataType.STRING, "new");
        assertEquals("add column kind", open().maintain().snapshots().get(1).what());
        assertEquals(2, report.after().files());
        open().maintain().addColumn("size", DataType.FLOAT64);
        assertEquals(
                4,
                open().filter(col("kind").eq("new").and(col("size").isNull())).count());
        assertEquals("float64", open().schema().field("size").type().toString());
        assertEquals(List.of("id", "half", "p"), open().asOf(1).schema().names());
        assertEquals(
                "The dataset has a column 'id' already: choose another name.",
                refusal(ErrorCode.DUPLICATE_COLUMN, () -> open().maintain().addColumn("ID", DataType.INT8)));
        assertEquals(
                "The value 300 is no int8, which column 'x' is to be.",
                refusal(ErrorCode.TYPE_MISMATCH, () -> open().maintain().addColumn("x", DataType.INT8, 300)));
    }

    @Test
    void aColumnIsDropped() {
        open().maintain().dropColumn("half");
        assertEquals("[{id=0, p=0}, {id=1, p=1}, {id=2, p=0}, {id=3, p=1}]", rows());
        assertEquals(
                "Column 'id' is the only one that is stored, so it cannot be dropped.",
                refusal(ErrorCode.INVALID_PLAN, () -> open().maintain().dropColumn("id")));
        assertEquals(
                "Column 'p' is a partition key: repartition(..) by others before it is dropped.",
                refusal(ErrorCode.INVALID_PLAN, () -> open().maintain().dropColumn("p")));
        assertEquals(
                "The dataset has no column 'half' (id, p).",
                refusal(ErrorCode.NO_SUCH_COLUMN, () -> open().maintain().dropColumn("half")));
    }

    @Test
    void aColumnIsRenamed() {
        open().maintain().renameColumn("half", "quarter");
        assertEquals(List.of("id", "quarter", "p"), open().schema().names());
        open().maintain().renameColumn("p", "odd");
        assertEquals("odd", open().partitions().get(0).name());
        assertEquals("string", open().partitions().get(0).type().toString());
        assertEquals(2, open().filter(col("odd").eq("1")).count());
        assertEquals(2, open().filter(col("quarter").ge(1.0)).count());
    }

    @Test
    void aTypeIsWidened() {
        open().maintain().widenColumn("id", DataType.INT64);
        assertEquals("int64", open().schema().field("id").type().toString());
        assertEquals(
                "Column 'id' is int64, and not every value of that is one of float64: narrowColumn(..) converts it if all"
                        + " of its values are.",
                refusal(ErrorCode.TYPE_MISMATCH, () -> open().maintain().widenColumn("id", DataType.FLOAT64)));
        open().maintain().narrowColumn("id", DataType.FLOAT64);
        assertEquals("float64", open().schema().field("id").type().toString());
        assertEquals(
                "Column 'half' holds a value that is not the same any more when it is cast from float64 to int32 and"
                        + " back, so nothing was changed.",
                refusal(ErrorCode.CAST_FAILED, () -> open().maintain().narrowColumn("half", DataType.INT32)));
    }

    @Test
    void anAppendOfOldColumnsIsRefused() {
        ParquetDataset before = open();
        before.append(before.filter(col("id").eq(1)));
        open().maintain().dropColumn("half");
        assertEquals(
                "The dataset has no column 'half' (id, p): drop or rename it.",
                refusal(
                        ErrorCode.NO_SUCH_COLUMN,
                        () -> before.append(before.asOf(1).lazy())));
        assertEquals(List.of("id", "p"), open().schema().names());
        open().maintain().rollbackTo(1);
        open().append(before.asOf(1).filter(col("id").eq(0)));
        assertEquals(5, open().count());
        session.sql("SELECT 1 AS other")
                .write(directory.toString(), WriteOptions.defaults().withMode(WriteMode.OVERWRITE));
        assertEquals(
                ErrorCode.NO_SUCH_COLUMN,
                assertThrows(
                                ColonnadeException.class,
                                () -> before.append(before.asOf(1).lazy()))
                        .code());
    }

    @Test
    void aDryRunChangesNothing() {
        MaintenanceReport dry = open().maintain().dryRun().dropColumn("half");
        assertEquals(2, dry.before().files());
        assertEquals(1, open().maintain().snapshots().size());
    }
}
