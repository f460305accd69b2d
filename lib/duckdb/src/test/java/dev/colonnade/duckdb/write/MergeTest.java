package dev.colonnade.duckdb.write;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.Expr;
import dev.colonnade.type.DataType;
import dev.colonnade.write.ConflictPolicy;
import dev.colonnade.write.MergeOptions;
import dev.colonnade.write.RowChanges;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Merges, deletions and updates: what they do, what they leave alone, and what they refuse. */
class MergeTest {
    private static final WriteOptions APPEND =
            WriteOptions.defaults().withMode(WriteMode.APPEND).withPartitionBy("p");

    @TempDir
    Path dataset;

    private Session session;

    /** A file for each partition: ids 0-9 in a, 10-19 in b, 20-29 in c, and one without an id in c too. */
    @BeforeEach
    void fourFiles() {
        session = Colonnade.builder().backend("duckdb").open();
        int from = 0;
        for (String p : List.of("a", "b", "c")) {
            append("SELECT range::BIGINT AS id, 'old' AS s, '" + p + "' AS p FROM range(" + from + ", " + (from + 10)
                    + ")");
            from += 10;
        }
        append("SELECT NULL::BIGINT AS id, 'old' AS s, 'c' AS p");
    }

    @AfterEach
    void close() {
        session.close();
    }

    private void append(String select) {
        session.sql(select).write(dataset.toString(), APPEND);
    }

    private ParquetDataset open() {
        return session.open(dataset.toString());
    }

    private LazyFrame rows(String select) {
        return session.sql(select);
    }

    private TreeSet<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(dataset)) {
            return all.filter(file -> file.toString().endsWith(".parquet"))
                    .map(Path::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Those that were there before and are still. */
    private long kept(TreeSet<String> before) throws IOException {
        return files().stream().filter(before::contains).count();
    }

    /** The rows that are not old, and how many are. */
    private String changed() {
        List<Map<String, Object>> rows = open().sort("id", "p").collect().toMaps();
        return rows.stream().filter(row -> "old".equals(row.get("s"))).count() + " old"
                + String.join(
                        "",
                        rows.stream()
                                .filter(row -> !"old".equals(row.get("s")))
                                .map(row -> " " + row.get("id") + "/" + row.get("s") + "/" + row.get("p"))
                                .toList());
    }

    private static void assertChanges(long inserted, long updated, long deleted, WriteReport report) {
        assertEquals(Optional.of(new RowChanges(inserted, updated, deleted)), report.changes());
    }

    private static String refusal(ErrorCode code, Executable action) {
        ColonnadeException refused = assertThrows(ColonnadeException.class, action);
        assertEquals(code, refused.code(), refused.getMessage());
        return String.valueOf(refused.getMessage());
    }

    // --- the four kinds

    @Test
    void anUpsertUpdatesAndInserts() throws IOException, SQLException {
        TreeSet<String> before = files();
        WriteReport report = open().merge(
                        rows("SELECT 3::BIGINT AS id, 'new' AS s, 'a' AS p UNION ALL SELECT 100, 'new', 'd'"
                                + " UNION ALL SELECT NULL, 'new', 'c'"),
                        MergeOptions.on("id"));
        assertChanges(1, 2, 0, report);
        assertEquals("merge (upsert)", report.what());
        assertEquals(2, report.replacedFiles());
        assertEquals(2, kept(before));
        assertEquals("29 old 3/new/a 100/new/d null/new/c", changed());
        assertEquals(List.of("32|3"), Foreign.rows(dataset, "SELECT count(*), count(*) FILTER (s = 'new') FROM t"));
    }

    @Test
    void anInsertAddsNewKeysOnly() throws IOException {
        TreeSet<String> before = files();
        WriteReport report = open().merge(
                        rows("SELECT 3::BIGINT AS id, 'new' AS s, 'a' AS p UNION ALL SELECT 100, 'new', 'd'"
                                + " UNION ALL SELECT NULL, 'new', 'c'"),
                        MergeOptions.on("id").insert());
        assertChanges(1, 0, 0, report);
        assertEquals(4, kept(before));
        assertEquals("31 old 100/new/d", changed());
    }

    @Test
    void anUpdateSetsTheColumnsOfTheSource() throws IOException {
        TreeSet<String> before = files();
        WriteReport report = open().merge(
                        rows("SELECT 'new' AS s, 25::BIGINT AS id UNION ALL SELECT 'new', 100"),
                        MergeOptions.on("id").update());
        assertChanges(0, 1, 0, report);
        assertEquals(3, kept(before));
        assertEquals("30 old 25/new/c", changed());
    }

    @Test
    void anUpdateMovesRowsToOtherPartitions() {
        open().merge(
                        rows("SELECT 'new' AS s, 'z' AS p, 25::BIGINT AS id"),
                        MergeOptions.on("id").update());
        assertEquals("30 old 25/new/z", changed());
        assertTrue(Files.isDirectory(dataset.resolve("p=z")));
        assertEquals(
                9, open().filter(col("p").eq("c").and(col("id").isNotNull())).count());
    }

    @Test
    void aDeletionTakesOutWhatMatches() throws IOException {
        TreeSet<String> before = files();
        WriteReport report = open().merge(
                        rows("SELECT range AS id, 1 AS other FROM range(5, 20) UNION ALL SELECT NULL, 2"
                                + " UNION ALL SELECT NULL, 3"),
                        MergeOptions.on("id").delete());
        assertChanges(0, 0, 16, report);
        assertEquals(3, report.replacedFiles());
        assertEquals(1, report.files().size(), "files b and that without id are just gone");
        assertEquals(1, kept(before));
        assertEquals("15 old", changed());
    }

    @Test
    void severalKeysMatchTogether() {
        WriteReport report = open().merge(
                        rows("SELECT 3::BIGINT AS id, 'new' AS s, 'a' AS p UNION ALL SELECT 3, 'new', 'b'"
                                + " UNION ALL SELECT NULL, 'new', 'c' UNION ALL SELECT NULL, 'new', NULL"),
                        MergeOptions.on("id", "p"));
        assertChanges(2, 2, 0, report);
        assertEquals("29 old 3/new/a 3/new/b null/new/c null/new/null", changed());
    }

    @Test
    void manyKeysAreKnownByTheirRange() throws IOException {
        TreeSet<String> before = files();
        WriteReport report = open().merge(
                        rows("SELECT 15 + range AS id, 'new' AS s, 'n' AS p FROM range(2000)"), MergeOptions.on("id"));
        assertChanges(1985, 15, 0, report);
        assertEquals(2, kept(before));
    }

    @Test
    void nothingToDoMakesNoVersion() throws IOException {
        TreeSet<String> before = files();
        WriteReport none = open().merge(
                        rows("SELECT 100::BIGINT AS id"), MergeOptions.on("id").delete());
        assertChanges(0, 0, 0, none);
        assertEquals(4, none.version());
        assertEquals(4, open().delete(col("id").gt(1000)).version());
        WriteReport empty =
                open().merge(rows("SELECT 1::BIGINT AS id, 's' AS s, 'a' AS p LIMIT 0"), MergeOptions.on("id"));
        assertChanges(0, 0, 0, empty);
        assertEquals(4, open().maintain().snapshots().size());
        assertEquals(4, kept(before));
    }

    // --- what source rows count

    @Test
    void severalRowsWithOneKeyAreRefused() {
        String twice = "SELECT 3::BIGINT AS id, 'new' AS s, 'a' AS p, range AS v FROM range(2)";
        assertEquals(
                "The source of the merge has 2 rows with the key (id = 3): keep one of them, or say with withLastBy which"
                        + " one counts.",
                refusal(ErrorCode.DUPLICATE_KEY, () -> open().merge(rows(twice).drop("v"), MergeOptions.on("id"))));
        assertEquals(
                "The source of the merge has 2 rows with the key (id = 3) and the greatest 's' among them: keep one of"
                        + " them.",
                refusal(ErrorCode.DUPLICATE_KEY, () -> open().merge(
                                rows(twice).drop("v"), MergeOptions.on("id").withLastBy("s"))));
        assertEquals("31 old", changed());
    }

    @Test
    void theLastRowCounts() {
        WriteReport report = open().merge(
                        rows(
                                """
                                SELECT 3::BIGINT AS id, 'first' AS s, 'a' AS p, 1 AS v UNION ALL SELECT 3, 'last', 'a', 2
                                UNION ALL SELECT NULL, 'none', 'c', NULL UNION ALL SELECT NULL, 'some', 'c', 0
                                UNION ALL SELECT 7, 'only', 'a', NULL"""),
                        MergeOptions.on("id").withLastBy("v"));
        assertChanges(0, 3, 0, report);
        assertEquals("28 old 3/last/a 7/only/a null/some/c", changed());
    }

    @Test
    void aSourceMayComeFromTheDatasetItself() {
        ParquetDataset now = open();
        now.merge(now.filter(col("id").lt(2)).withColumns(lit("new").as("s")), MergeOptions.on("id"));
        assertEquals("29 old 0/new/a 1/new/a", changed());
        ParquetDataset older = open();
        append("SELECT 5::BIGINT AS id, 'old' AS s, 'a' AS p");
        assertEquals(
                "[" + dataset + "] The rows were computed from this dataset as it was before: nothing was changed;"
                        + " refresh and write again.",
                refusal(ErrorCode.CONFLICT, () -> open().merge(
                                older.filter(col("id").lt(2)),
                                MergeOptions.on("id").withConflicts(ConflictPolicy.retry(3, Duration.ZERO)))));
    }

    @Test
    void sourcesThatDoNotFitAreRefused() {
        assertEquals(
                "The source of the merge has no key column 'id' (key, s, p).",
                refusal(ErrorCode.NO_SUCH_COLUMN, () -> open().merge(
                                rows("SELECT 1 AS key, 's' AS s, 'a' AS p"), MergeOptions.on("id"))));
        assertEquals(
                "Key 'id' is int32 in the source of the merge and int64 in the dataset: cast it.",
                refusal(ErrorCode.TYPE_MISMATCH, () -> open().merge(
                                rows("SELECT 1::INT AS id, 's' AS s, 'a' AS p"), MergeOptions.on("id"))));
        assertEquals(
                "The dataset has the column 'p', which is not in (id, s): add it, with nulls if nothing is known.",
                refusal(ErrorCode.NO_SUCH_COLUMN, () -> open().merge(
                                rows("SELECT 1::BIGINT AS id, 's' AS s"), MergeOptions.on("id"))));
        assertEquals(
                "The source of the update has the keys (id) and no column to set: give it one.",
                refusal(ErrorCode.INVALID_PLAN, () -> open().merge(
                                rows("SELECT 1::BIGINT AS id"),
                                MergeOptions.on("id").update())));
        assertEquals(
                "A merge takes at least one key, and each once, not (id, id).",
                refusal(ErrorCode.INVALID_ARGUMENT, () -> MergeOptions.on("id", "id")));
    }

    // --- conditions

    @Test
    void onlyWhatIsTrueIsDeleted() throws IOException {
        TreeSet<String> before = files();
        WriteReport report = open().delete(col("id").ge(10).and(col("id").ne(25)));
        assertChanges(0, 0, 19, report);
        assertEquals(2, report.replacedFiles());
        assertEquals(1, report.files().size());
        assertEquals(2, kept(before), "files of a, and that without id");
        assertEquals("12 old", changed());
    }

    @Test
    void allRowsMayGo() {
        assertChanges(0, 0, 31, open().delete(lit(true)));
        assertEquals("0 old", changed());
        assertEquals(List.of("id", "s", "p"), open().schema().names());
        open().merge(rows("SELECT 1::BIGINT AS id, 'new' AS s, 'a' AS p"), MergeOptions.on("id"));
        assertEquals("0 old 1/new/a", changed());
    }

    @Test
    void onlyWhatIsTrueIsUpdated() throws IOException {
        TreeSet<String> before = files();
        Map<String, Expr> set = Map.of("s", lit("new"), "id", col("id").plus(1000));
        WriteReport report = open().update(col("id").gt(17), set);
        assertChanges(0, 12, 0, report);
        assertEquals(2, kept(before));
        assertEquals(
                12, open().filter(col("id").ge(1018).and(col("s").eq("new"))).count());
        assertEquals(19, open().filter(col("s").eq("old")).count());
    }

    @Test
    void anUpdatedPartitionMovesRows() {
        open().update(col("p").eq("b"), Map.of("p", lit("a"), "s", lit(null)));
        assertEquals(20, open().filter(col("p").eq("a")).count());
        assertEquals(10, open().filter(col("s").isNull()).count());
        assertEquals(
                List.of("a", "c"),
                open().select("p").distinct().sort("p").collect().toMaps().stream()
                        .map(row -> row.get("p"))
                        .toList());
    }

    @Test
    void updatesThatDoNotFitAreRefused() {
        assertEquals(
                "Column 'id' is int64 and its new value (id / 2) is float64: cast it.",
                refusal(ErrorCode.TYPE_MISMATCH, () -> open().update(
                                lit(true), Map.of("id", col("id").div(2)))));
        assertEquals(
                ErrorCode.NO_SUCH_COLUMN,
                assertThrows(ColonnadeException.class, () -> open().update(lit(true), Map.of("ix", lit(2))))
                        .code());
        open().update(col("id").eq(4), Map.of("id", col("id").div(2).cast(DataType.INT64)));
        assertEquals(2, open().filter(col("id").eq(2)).count());
    }

    // --- others

    @Test
    void anotherWriterIsAConflictOrAReasonToTryAgain() {
        ParquetDataset before = open();
        append("SELECT 5::BIGINT AS id, 'old' AS s, 'a' AS p");
        assertEquals(
                "[" + dataset
                        + "] The files to replace are no longer those that were there when this write began: nothing was"
                        + " changed; refresh and write again.",
                refusal(ErrorCode.CONFLICT, () -> before.delete(col("id").eq(5))));
        WriteReport report = before.delete(
                col("id").eq(5), WriteOptions.defaults().withConflicts(ConflictPolicy.retry(1, Duration.ZERO)));
        assertChanges(0, 0, 2, report);
        assertEquals("30 old", changed());
    }

    /** Done by others between the opening of a dataset and a change of it. */
    private ParquetDataset openedBefore(Runnable others) {
        ParquetDataset before = open();
        others.run();
        return before;
    }

    @Test
    void changesOfOtherRowsInOtherFilesGoTogether() {
        assertChanges(
                1,
                1,
                0,
                openedBefore(() -> open().update(col("id").eq(15), Map.of("s", lit("b"))))
                        .merge(
                                rows("SELECT 3::BIGINT AS id, 'new' AS s, 'a' AS p UNION ALL SELECT 100, 'new', 'd'"),
                                MergeOptions.on("id")));
        assertEquals("29 old 3/new/a 15/b/b 100/new/d", changed());
        openedBefore(() -> append("SELECT 16::BIGINT AS id, 'old' AS s, 'd' AS p"))
                .update(col("p").eq("b"), Map.of("s", lit("b")));
        openedBefore(() -> open().delete(col("p").eq("b"))).delete(col("p").eq("a"));
        assertEquals("12 old 100/new/d", changed());
        openedBefore(() -> open().maintain().compact())
                .merge(
                        rows("SELECT 200::BIGINT AS id, 'new' AS s, 'e' AS p"),
                        MergeOptions.on("id").insert());
        assertEquals("12 old 100/new/d 200/new/e", changed());
    }

    @Test
    void changesOfTheSameRowsOrFilesAreConflicts() {
        LazyFrame three = rows("SELECT 3::BIGINT AS id, 'new' AS s, 'a' AS p");
        List<Executable> refused = List.of(
                () -> openedBefore(() -> open().merge(three, MergeOptions.on("id")))
                        .merge(three, MergeOptions.on("id")),
                () -> openedBefore(() -> open().update(col("id").eq(4), Map.of("s", lit("x"))))
                        .merge(three, MergeOptions.on("id")),
                () -> openedBefore(() -> append("SELECT 50::BIGINT AS id, 'old' AS s, 'd' AS p"))
                        .merge(rows("SELECT 50::BIGINT AS id, 'new' AS s, 'd' AS p"), MergeOptions.on("id")),
                () -> openedBefore(() -> open().delete(col("id").eq(3)))
                        .merge(
                                three.union(rows("SELECT 70::BIGINT AS id, 'new' AS s, 'a' AS p")),
                                MergeOptions.on("id").insert()),
                () -> openedBefore(() -> append("SELECT 51::BIGINT AS id, 'old' AS s, 'd' AS p"))
                        .merge(
                                rows("SELECT 60::BIGINT AS id, 'new' AS s, 'd' AS p"),
                                MergeOptions.on("id").withConflicts(ConflictPolicy.fail())),
                () -> openedBefore(() -> append("SELECT 52::BIGINT AS id, 'old' AS s, 'd' AS p"))
                        .delete(col("s").eq("old")));
        for (Executable each : refused) {
            refusal(ErrorCode.CONFLICT, each);
        }
        ParquetDataset before = open();
        append("SELECT 53::BIGINT AS id, 'old' AS s, 'd' AS p");
        LazyFrame own = before.filter(col("id").eq(1)).withColumns(lit("own").as("s"));
        refusal(ErrorCode.CONFLICT, () -> before.merge(own, MergeOptions.on("id")));
    }

    @Test
    void aDatasetKeepsItsColumnsIfSeveralTakeOutItsLastRows() {
        open().delete(col("p").eq("c"));
        ParquetDataset before = open();
        open().delete(col("p").eq("b"));
        refusal(ErrorCode.CONFLICT, () -> before.delete(col("p").eq("a")));
        before.delete(col("p").eq("a"), WriteOptions.defaults().withConflicts(ConflictPolicy.retry(1, Duration.ZERO)));
        assertEquals("0 old", changed());
        assertEquals(List.of("id", "s", "p"), open().schema().names());
    }
}
