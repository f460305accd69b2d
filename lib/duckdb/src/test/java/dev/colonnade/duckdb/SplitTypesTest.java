package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.Table;
import org.junit.jupiter.api.Test;

/** What holds for whole arrays holds for those that are cut because their strings are too long for one batch. */
class SplitTypesTest extends EngineTypesTest {
    private static final long LIMIT = 100;

    @Override
    Transfer transfer() {
        try {
            return new ArrowTransfer(LIMIT);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void batchesKeepToTheLimit() {
        String sql = "SELECT range AS n, {'a': ['xxxx', NULL, 'yy'], 'b': MAP {'k': 'zzz'}} AS s FROM range(5000)";
        Table table = engineUnderTest().table(sql);
        assertEquals(5000, table.rowCount());
        assertTrue(
                table.batches().size() >= 5000 * 10 / LIMIT,
                "batches: " + table.batches().size());
        long row = 0;
        for (Batch batch : table.batches()) {
            for (int i = 0; i < batch.rowCount(); i++) {
                assertEquals(row++, batch.column(0).longAt(i));
                assertEquals(
                        "{a=[xxxx, null, yy], b={k=zzz}}",
                        String.valueOf(batch.column(1).valueAt(i)));
            }
        }
    }
}
