package dev.colonnade.duckdb.write;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.Expr;
import dev.colonnade.write.ConflictPolicy;
import dev.colonnade.write.ExpectedVersion;
import dev.colonnade.write.MergeOptions;
import dev.colonnade.write.RowChanges;
import dev.colonnade.write.RowVersion;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Rows with a version column: no change of anybody is lost. */
class RowVersionTest {
    private static final long SEED = Long.getLong("test.seed", 4711L);
    private static final MergeOptions SAME = MergeOptions.on("id").withVersion("v");
    private static final MergeOptions NEWER = MergeOptions.on("id").withVersion(RowVersion.newer("v"));
    private static final MergeOptions SKIP =
            MergeOptions.on("id").withVersion(RowVersion.same("v").skipStale());

    @TempDir
    Path dataset;

    private Session session;

    /** Rows 1 of version 1, 2 of version 7, and 3 without a version, in two files. */
    @BeforeEach
    void threeRows() {
        session = Colonnade.builder().backend("duckdb").open();
        append("SELECT 1::BIGINT AS id, 'old' AS s, 1::INT AS v UNION ALL SELECT 2, 'old', 7");
        append("SELECT 3::BIGINT AS id, 'old' AS s, NULL::INT AS v");
    }

    @AfterEach
    void close() {
        session.close();
    }

    private void append(String select) {
        session.sql(select).write(dataset.toString(), WriteOptions.defaults().withMode(WriteMode.APPEND));
    }

    private ParquetDataset open() {
        return session.open(dataset.toString());
    }

    private WriteReport merge(String rows, MergeOptions how) {
        String typed = "SELECT id::BIGINT AS id, s::VARCHAR AS s, v::INT AS v FROM (VALUES " + rows + ") t(id, s, v)";
        return open().merge(session.sql(typed), how);
    }

    private String rows() {
        return String.join(
                " ",
                open().sort("id").collect().toMaps().stream()
                        .map(row -> row.get("id") + "/" + row.get("s") + "/" + row.get("v"))
                        .toList());
    }

    private String stale(Executable action) {
        String before = rows();
        ColonnadeException refused = assertThrows(ColonnadeException.class, action);
        assertEquals(ErrorCode.STALE_ROW, refused.code(), refused.getMessage());
        assertEquals(before, rows());
        return refused.getMessage();
    }

    private static void assertChanges(long inserted, long updated, long deleted, long skipped, WriteReport report) {
        assertEquals(Optional.of(new RowChanges(inserted, updated, deleted, skipped)), report.changes());
    }

    // --- the version that was read

    @Test
    void rowsOfTheVersionThatWasReadGetTheNextOne() {
        assertChanges(1, 3, 0, 0, merge("(1, 'new', 1), (2, 'new', 7), (3, 'new', NULL), (4, 'new', NULL)", SAME));
        assertEquals("1/new/2 2/new/8 3/new/1 4/new/1", rows());
    }

    @Test
    void aRowThatHasChangedRefusesTheMerge() {
        assertEquals(
                "[" + dataset
                        + "] The row (id = 2) has 'v' 7, and the source of the merge has read it with 6, so nothing"
                        + " was changed: read it again, or have stale rows skipped.",
                stale(() -> merge("(1, 'new', 1), (2, 'new', 6)", SAME)));
        assertEquals(
                "[" + dataset + "] The row (id = 2) has 'v' 7, and the source of the merge takes it for a new one, so"
                        + " nothing was changed: read it again, or have stale rows skipped.",
                stale(() -> merge("(2, 'new', NULL)", SAME)));
        assertEquals(
                "[" + dataset
                        + "] The row (id = 9) is gone, and the source of the merge has read it with 'v' 5, so nothing"
                        + " was changed: read it again, or have stale rows skipped.",
                stale(() -> merge("(9, 'new', 5)", SAME)));
        stale(() -> merge("(2, 'new', 6)", SAME.update()));
        stale(() -> merge("(2, 'new', 6)", SAME.delete()));
        stale(() -> merge("(9, 'new', 1)", SAME.delete()));
    }

    @Test
    void rowsThatHaveChangedMayBeSkippedAndCounted() {
        WriteReport report =
                merge("(1, 'new', 1), (2, 'new', 6), (3, 'new', 1), (9, 'new', 5), (10, 'new', NULL)", SKIP);
        assertChanges(1, 1, 0, 3, report);
        assertTrue(report.toString().contains("1 inserted, 1 updated, 0 deleted, 3 skipped"), report.toString());
        assertEquals("1/new/2 2/old/7 3/old/null 10/new/1", rows());
        assertChanges(0, 0, 1, 1, merge("(1, '', 1), (2, '', 7)", SKIP.delete()));
        assertEquals("1/new/2 3/old/null 10/new/1", rows());
        assertChanges(0, 1, 0, 1, merge("(1, 'newer', 2), (5, 'newer', 2)", SKIP.update()));
        assertEquals("1/newer/3 3/old/null 10/new/1", rows());
    }

    // --- newer versions

    @Test
    void newerVersionsReplaceOlderOnes() {
        assertChanges(1, 2, 0, 0, merge("(2, 'new', 9), (3, 'new', 0), (4, 'new', 3)", NEWER));
        assertEquals("1/old/1 2/new/9 3/new/0 4/new/3", rows());
        assertEquals(
                "[" + dataset
                        + "] The row (id = 2) has 'v' 9, and the source of the merge brings 9, which is not newer, so"
                        + " nothing was changed: read it again, or have stale rows skipped.",
                stale(() -> merge("(1, 'new', 5), (2, 'twice', 9)", NEWER)));
        MergeOptions skipping =
                MergeOptions.on("id").withVersion(RowVersion.newer("v").skipStale());
        assertChanges(
                1, 1, 0, 2, merge("(1, 'new', 5), (2, 'twice', 9), (3, 'late', NULL), (5, 'new', NULL)", skipping));
        assertEquals("1/new/5 2/new/9 3/new/0 4/new/3 5/new/null", rows());
        assertChanges(0, 0, 1, 1, merge("(1, '', 5), (2, '', 10), (77, '', 1)", skipping.delete()));
        assertEquals("1/new/5 3/new/0 4/new/3 5/new/null", rows());
    }

    // --- updates by a condition

    @Test
    void anUpdateExpectsAVersion() {
        Map<String, Expr> set = Map.of("s", lit("new"));
        WriteOptions how = WriteOptions.defaults();
        open().update(col("id").eq(2), set, ExpectedVersion.of("v", 7), how);
        open().update(col("id").eq(3), set, ExpectedVersion.of("v", null), how);
        assertEquals("1/old/1 2/new/8 3/new/1", rows());
        assertEquals(
                "[" + dataset
                        + "] A row with (id = 2) has 'v' 8, and 'v' 7 is expected, so nothing was changed: read it"
                        + " again.",
                stale(() -> open().update(col("id").eq(2), set, ExpectedVersion.of("v", 7), how)));
        assertEquals(
                "[" + dataset + "] No row has (id = 9), and one with 'v' 7 is expected, so nothing was changed: read it"
                        + " again.",
                stale(() -> open().update(col("id").eq(9), set, ExpectedVersion.of("v", 7), how)));
        open().update(col("id").eq(1), Map.of("v", lit(100)), ExpectedVersion.of("v", 1), how);
        assertEquals("1/old/100 2/new/8 3/new/1", rows());
    }

    // --- what cannot be

    @Test
    void whatIsNoVersionIsRefused() {
        assertEquals("'id' cannot be the version column and a key of a merge.", refusal(() -> MergeOptions.on("id")
                .withVersion("id")));
        assertEquals("A merge that only inserts changes no row, so it takes no version column.", refusal(SAME::insert));
        assertEquals(
                "Column 's' (string) cannot be a version, which is an integer that counts: choose another.",
                refusal(() -> merge("(1, 'new', 1)", MergeOptions.on("id").withVersion("s"))));
        assertEquals("The source of the merge has no version column 'v' (id, s).", refusal(() -> open().merge(
                        session.sql("SELECT 1::BIGINT AS id, 's' AS s"), SAME.update())));
        assertEquals(
                "Version column 's' (string) is no integer, so nobody knows the next version: set it.",
                refusal(() -> open().update(
                                lit(true),
                                Map.of("v", lit(1)),
                                ExpectedVersion.of("s", "old"),
                                WriteOptions.defaults())));
    }

    private static String refusal(Executable action) {
        return assertThrows(ColonnadeException.class, action).getMessage();
    }

    // --- others

    /** Each of several threads reads a counter, writes one more, and reads it again if somebody was faster. */
    @Test
    void noChangeOfAnybodyIsLost() throws Exception {
        int threads = 3;
        int times = 4;
        MergeOptions how = SAME.update().withConflicts(ConflictPolicy.retry(9, Duration.ofMillis(1)));
        Callable<Integer> add = () -> {
            int done = 0;
            while (done < times) {
                Map<String, ?> row =
                        open().filter(col("id").eq(2)).collect().toMaps().get(0);
                int next = Integer.parseInt(String.valueOf(row.get("s"))) + 1;
                try {
                    merge("(2, '" + next + "', " + row.get("v") + ")", how);
                    done++;
                } catch (ColonnadeException e) {
                    boolean slower = e.code() == ErrorCode.STALE_ROW || e.code() == ErrorCode.CONFLICT;
                    assertTrue(slower, e.code() + " " + e.getMessage());
                }
            }
            return done;
        };
        open().update(lit(true), Map.of("s", lit("0")));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Future<Integer> each : pool.invokeAll(Collections.nCopies(threads, add))) {
                assertEquals(times, each.get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals("1/0/1 2/12/19 3/0/null", rows());
    }

    // --- a model

    @Test
    void theDatasetIsAsTheModel() {
        System.out.println("RowVersionTest: reproduce with -Dtest.seed=" + SEED);
        Random random = new Random(SEED);
        Map<Long, Integer> model = new HashMap<>();
        model.put(1L, 1);
        model.put(2L, 7);
        model.put(3L, null);
        for (int round = 0; round < Integer.getInteger("test.rounds", 8); round++) {
            Map<Long, Integer> source = new TreeMap<>();
            for (int i = 0; i < 4; i++) {
                source.put((long) random.nextInt(8), random.nextInt(3) == 0 ? null : random.nextInt(9));
            }
            boolean same = random.nextBoolean();
            RowVersion rule = same ? RowVersion.same("v") : RowVersion.newer("v");
            MergeOptions.Kind kind = Arrays.asList(
                            MergeOptions.Kind.UPSERT, MergeOptions.Kind.UPDATE, MergeOptions.Kind.DELETE)
                    .get(random.nextInt(3));
            List<String> values = new ArrayList<>();
            source.forEach((id, v) -> values.add("(" + id + ", 'r', " + v + ")"));
            WriteReport report = merge(
                    String.join(", ", values),
                    MergeOptions.on("id").withKind(kind).withVersion(rule.skipStale()));
            RowChanges expected = model(model, source, same, kind);
            String how = "seed " + SEED + ", round " + round + ": " + kind + " " + rule + " of " + source;
            assertEquals(Optional.of(expected), report.changes(), how);
            Map<Long, Integer> found = new HashMap<>();
            open().collect().toMaps().forEach(row -> found.put((Long) row.get("id"), (Integer) row.get("v")));
            assertEquals(model, found, how);
        }
    }

    private static RowChanges model(
            Map<Long, Integer> rows, Map<Long, Integer> source, boolean same, MergeOptions.Kind kind) {
        long inserted = 0;
        long changed = 0;
        long skipped = 0;
        for (Map.Entry<Long, Integer> each : source.entrySet()) {
            long id = each.getKey();
            Integer theirs = each.getValue();
            Integer ours = rows.get(id);
            boolean there = rows.containsKey(id);
            boolean fresh =
                    same ? Objects.equals(ours, theirs) : !there || theirs != null && (ours == null || ours < theirs);
            if (!fresh) {
                skipped++;
            } else if (there && kind == MergeOptions.Kind.DELETE) {
                rows.remove(id);
                changed++;
            } else if (there) {
                rows.put(id, same ? Integer.valueOf(ours == null ? 1 : ours + 1) : theirs);
                changed++;
            } else if (kind == MergeOptions.Kind.UPSERT) {
                rows.put(id, same ? Integer.valueOf(1) : theirs);
                inserted++;
            }
        }
        boolean deletes = kind == MergeOptions.Kind.DELETE;
        return new RowChanges(inserted, deletes ? 0 : changed, deletes ? changed : 0, skipped);
    }
}
