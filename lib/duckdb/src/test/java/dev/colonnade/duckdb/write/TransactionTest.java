package dev.colonnade.duckdb.write;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.write.ConflictPolicy;
import dev.colonnade.write.MergeOptions;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of several datasets at once. */
class TransactionTest {
    private static final WriteOptions APPEND = WriteOptions.defaults().withMode(WriteMode.APPEND);

    @TempDir
    Path temp;

    private Session session;
    private ParquetDataset orders;
    private ParquetDataset stock;

    @BeforeEach
    void twoDatasets() {
        session = Colonnade.builder().backend("duckdb").open();
        orders = made("orders", "SELECT range AS id, 'ball' AS item FROM range(3)");
        stock = made("stock", "SELECT 'ball' AS item, 10 AS pieces UNION ALL SELECT 'bat', 5");
    }

    @AfterEach
    void close() {
        session.close();
    }

    private ParquetDataset made(String name, String select) {
        session.sql(select).write(temp.resolve(name).toString());
        return session.open(temp.resolve(name).toString());
    }

    private LazyFrame rows(String select) {
        return session.sql(select);
    }

    private String state() {
        return orders.refresh().count() + " orders, "
                + stock.refresh().sort("item").collect().toMaps().stream()
                        .map(row -> row.get("pieces") + " " + row.get("item"))
                        .toList();
    }

    @Test
    void allDatasetsChange() {
        String log = temp.resolve("log").toString();
        List<WriteReport> reports = session.transaction(tx -> {
            tx.append(orders, rows("SELECT 3::BIGINT AS id, 'bat' AS item"));
            tx.update(
                    stock, col("item").eq("bat"), Map.of("pieces", col("pieces").minus(1)));
            tx.write(log, rows("SELECT 'sold' AS event"), WriteOptions.defaults());
        });
        assertEquals("4 orders, [10 ball, 4 bat]", state());
        assertEquals(1, session.open(log).count());
        assertEquals(
                List.of(2L, 2L, 1L), reports.stream().map(WriteReport::version).toList());
        assertEquals(1, reports.get(1).changes().orElseThrow().updated());
        session.transaction(tx -> {
            tx.delete(orders.refresh(), col("id").lt(2));
            tx.merge(stock.refresh(), rows("SELECT 'net' AS item, 7 AS pieces"), MergeOptions.on("item"));
        });
        assertEquals("2 orders, [10 ball, 4 bat, 7 net]", state());
    }

    @Test
    void oneThatFailsKeepsAllAsTheyWere() {
        ColonnadeException failed = assertThrows(
                ColonnadeException.class,
                () -> session.transaction(tx -> {
                    tx.append(orders, rows("SELECT 3::BIGINT AS id, 'bat' AS item"));
                    tx.append(stock, rows("SELECT 'bat' AS item, CAST('x' AS INT) AS pieces"));
                }));
        assertEquals(ErrorCode.CAST_FAILED, failed.code(), failed.getMessage());
        assertThrows(
                IllegalStateException.class,
                () -> session.transaction(tx -> {
                    tx.append(orders, rows("SELECT 3::BIGINT AS id, 'bat' AS item"));
                    throw new IllegalStateException("no");
                }));
        assertEquals("3 orders, [10 ball, 5 bat]", state());
        assertEquals(1, orders.maintain().snapshots().size());
    }

    @Test
    void oneConflictKeepsAllAsTheyWere() {
        stock.append(rows("SELECT 'net' AS item, 1 AS pieces"));
        ColonnadeException refused = assertThrows(
                ColonnadeException.class,
                () -> session.transaction(tx -> {
                    tx.append(orders, rows("SELECT 3::BIGINT AS id, 'net' AS item"));
                    tx.delete(stock, lit(true));
                }));
        assertEquals(ErrorCode.CONFLICT, refused.code());
        assertEquals("3 orders, [10 ball, 5 bat, 1 net]", state());
        ConflictPolicy again = ConflictPolicy.retry(1, Duration.ZERO);
        session.transaction(tx -> {
            tx.write(orders, rows("SELECT 3::BIGINT AS id, 'net' AS item"), APPEND.withConflicts(again));
            tx.delete(stock, lit(true), WriteOptions.defaults().withConflicts(again));
        });
        assertEquals("4 orders, []", state());
    }

    @Test
    void aDatasetChangesOnce() {
        ColonnadeException refused = assertThrows(
                ColonnadeException.class,
                () -> session.transaction(tx -> {
                    tx.append(orders, rows("SELECT 3::BIGINT AS id, 'net' AS item"));
                    tx.delete(orders, lit(true));
                }));
        assertEquals(
                "[" + temp.resolve("orders")
                        + "] A transaction changes each dataset once: put what is to become of this"
                        + " one into one operation, or into a transaction of its own.",
                refused.getMessage());
        assertEquals("3 orders, [10 ball, 5 bat]", state());
        assertEquals(List.of(), session.transaction(tx -> {}));
        assertFalse(Files.exists(temp.resolve("orders/_colonnade/redo")));
    }
}
