package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedTextsTest {
    private final PreparedTexts texts = new PreparedTexts();
    private final Map<String, FileSet> datasets = new HashMap<>();
    private Path file;
    private int preparations;

    private final SqlCatalog catalog = new SqlCatalog() {
        @Override
        public Optional<FileSet> find(String name) {
            return Optional.ofNullable(datasets.get(name));
        }

        @Override
        public List<String> names() {
            return List.copyOf(datasets.keySet());
        }
    };

    @BeforeEach
    void open(@TempDir Path directory) throws SQLException {
        file = directory.resolve("t.parquet");
        DuckDbSessionTest.write("SELECT 1 AS a", file);
        datasets.put("t", Datasets.open(file.toString()));
    }

    /** The snapshot that the text is bound to, after preparing it if need be. */
    private FileSet snapshot(String text, Object... values) {
        List<LiteralValue> parameters =
                List.of(values).stream().map(LiteralValue::ofJava).toList();
        LogicalPlan.Sql plan = texts.get(text, parameters, catalog, () -> {
            preparations++;
            LogicalPlan.Scan scan = LogicalPlan.Scan.of(datasets.get("t"));
            return new PreparedText(
                    new LogicalPlan.Sql(text, parameters, List.of("t"), List.of(scan), scan.schema()), datasets);
        });
        return ((LogicalPlan.Scan) plan.inputs().get(0)).files();
    }

    @Test
    void sameTextAndValuesArePreparedOnce() {
        snapshot("from t where a = ?", 1);
        snapshot("from t where a = ?", 1);
        assertEquals(1, preparations);
        snapshot("from t where a = ?", 2);
        snapshot("from t where a = ?", 1L);
        assertEquals(3, preparations);
    }

    @Test
    void aTableThatStandsForOtherFilesIsBoundAgain() throws SQLException {
        FileSet before = snapshot("from t");
        DuckDbSessionTest.write("SELECT 'two' AS b", file);
        assertEquals(before, snapshot("from t"));
        FileSet now = Datasets.open(file.toString());
        datasets.put("t", now);
        assertEquals(now, snapshot("from t"));
        assertEquals(2, preparations);
    }

    @Test
    void theTextUsedLongestAgoIsForgotten() {
        snapshot("first");
        for (int i = 0; i < 63; i++) {
            snapshot("text " + i);
        }
        snapshot("first");
        assertEquals(64, preparations);
        snapshot("one more");
        snapshot("first");
        assertEquals(65, preparations);
        snapshot("text 0");
        assertEquals(66, preparations);
    }
}
