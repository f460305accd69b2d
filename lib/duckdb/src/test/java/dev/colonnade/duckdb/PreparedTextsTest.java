package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
        LogicalPlan plan = texts.get(text, parameters, catalog, () -> {
            preparations++;
            Map<String, Object> tree = new HashMap<>();
            tree.put("statements", List.of(Map.of("node", Map.of("type", "SET_OPERATION_NODE"))));
            return new PreparedText(
                    new PreparedText.Understood(
                            tree, Map.of("t", "t"), text, datasets.get("t").schema(), text.contains("decided")),
                    datasets);
        });
        return ((LogicalPlan.Scan) plan.inputs().get(0)).files();
    }

    @Test
    void aTextIsPreparedOncePerTypesOfItsParameters() {
        snapshot("from t where a = ?", 1);
        snapshot("from t where a = ?", 1);
        snapshot("from t where a = ?", 2);
        assertEquals(1, preparations);
        snapshot("from t where a = ?", 1L);
        snapshot("from t where a = ?", 2L);
        assertEquals(2, preparations);
    }

    @Test
    void aTextWhoseValuesDecideItsColumnsIsPreparedOncePerValues() {
        snapshot("select decided(?) from t", 1);
        snapshot("select decided(?) from t", 2);
        snapshot("select decided(?) from t", 1);
        snapshot("select decided(?) from t", 2);
        assertEquals(2, preparations);
    }

    @Test
    void aTableWithOtherColumnsIsBoundAgain() throws SQLException {
        FileSet before = snapshot("from t");
        DuckDbSessionTest.write("SELECT 'two' AS b", file);
        assertEquals(before, snapshot("from t"));
        FileSet now = Datasets.open(file.toString());
        datasets.put("t", now);
        assertEquals(now, snapshot("from t"));
        assertEquals(2, preparations);
    }

    @Test
    void aTableOfTheSameColumnsIsReadAnew() throws SQLException {
        FileSet before = snapshot("from t");
        DuckDbSessionTest.write("SELECT 2 AS a FROM range(7)", file);
        FileSet now = Datasets.open(file.toString());
        datasets.put("t", now);
        assertNotEquals(before, now);
        assertEquals(now, snapshot("from t"));
        assertEquals(now, snapshot("from t"));
        assertEquals(1, preparations);
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
