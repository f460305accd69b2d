package dev.colonnade.duckdb.write;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads change rows of one dataset at the same time, each from what it saw last. What has been committed is what the same
 * changes make one after the other, in the order of their versions; {@code -Dtest.rounds=200 -Dtest.seed=..} for more of them.
 */
class SerialChangesTest {
    private static final long SEED = Long.getLong("test.seed", 4711L);
    private static final int ROUNDS = Integer.getInteger("test.rounds", 10);
    private static final int THREADS = 3;
    private static final int PARTITIONS = 6;

    @TempDir
    Path dataset;

    private record Row(long id, long v, long p) {
        static Row of(long id, long v) {
            return new Row(id, v, id % PARTITIONS);
        }
    }

    /** What is done to the dataset, and to a list of rows. */
    private record Change(String name, Callable<WriteReport> real, UnaryOperator<List<Row>> model) {}

    private record Done(Change change, WriteReport report) {}

    private final Map<Long, Done> done = new ConcurrentSkipListMap<>();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void changesAreAsIfOneCameAfterTheOther() throws Exception {
        System.out.println("SerialChangesTest: reproduce with -Dtest.seed=" + SEED);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        List<Row> rows = new ArrayList<>();
        for (long id = 0; id < 60; id++) {
            rows.add(Row.of(id, 0));
        }
        try (Session session = Colonnade.builder().backend("duckdb").threads(1).open()) {
            append(session, rows);
            List<Future<Integer>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(SEED * THREADS + thread);
                all.add(pool.submit(() -> changes(session, random)));
            }
            for (Future<Integer> each : all) {
                assertEquals(ROUNDS, each.get());
            }
            for (Map.Entry<Long, Done> each : done.entrySet()) {
                List<Row> next = each.getValue().change().model().apply(rows);
                String where = "version " + each.getKey() + ", "
                        + each.getValue().change().name() + ", seed " + SEED;
                long before = rows.size();
                each.getValue()
                        .report()
                        .changes()
                        .ifPresent(changes ->
                                assertEquals(next.size() - before, changes.inserted() - changes.deleted(), where));
                assertEquals(text(next), text(rows(each.getKey(), session)), where);
                rows = next;
            }
        } finally {
            pool.shutdownNow();
        }
        System.out.println(done.size() + " changes, " + refused + " refused");
        assertTrue(done.size() > ROUNDS, "changes: " + done.size());
    }

    private int changes(Session session, Random random) throws Exception {
        ParquetDataset seen = session.open(dataset.toString());
        int rounds = 0;
        for (; rounds < ROUNDS; rounds++) {
            Change change = change(session, seen, random);
            try {
                WriteReport report = change.real().call();
                if (report.replacedFiles() + report.files().size() > 0) {
                    assertNull(done.put(report.version(), new Done(change, report)), change.name());
                }
            } catch (ColonnadeException e) {
                assertEquals(ErrorCode.CONFLICT, e.code(), change.name() + ": " + e.getMessage());
                refused.incrementAndGet();
            }
            seen = random.nextInt(3) == 0 ? seen : seen.refresh();
        }
        return rounds;
    }

    private Change change(Session session, ParquetDataset seen, Random random) {
        long id = random.nextInt(80);
        long p = random.nextInt(PARTITIONS);
        ConflictPolicy policy =
                random.nextInt(4) == 0 ? ConflictPolicy.retry(2, Duration.ofMillis(1)) : ConflictPolicy.merge();
        WriteOptions how = WriteOptions.defaults().withConflicts(policy);
        return switch (random.nextInt(6)) {
            case 0 ->
                new Change(
                        "append " + id,
                        () -> append(session, List.of(Row.of(id, -1))),
                        rows -> with(rows, Row.of(id, -1)));
            case 1 ->
                new Change(
                        "delete of v = " + id % 3 + " in " + p,
                        () -> seen.delete(col("p").eq(p).and(col("v").eq(id % 3)), how),
                        rows -> rows.stream()
                                .filter(row -> row.p() != p || row.v() != id % 3)
                                .toList());
            case 2 ->
                new Change(
                        "update of " + p,
                        () -> seen.update(col("p").eq(p), Map.of("v", col("v").plus(1)), how),
                        rows -> rows.stream()
                                .map(row -> row.p() == p ? new Row(row.id(), row.v() + 1, p) : row)
                                .toList());
            case 3 -> {
                List<Row> source = List.of(Row.of(id, 100), Row.of(id + 1, 100));
                yield new Change(
                        "insert of " + source,
                        () -> seen.merge(
                                frame(session, source),
                                MergeOptions.on("id").insert().withWrite(how)),
                        rows -> merged(rows, source, false));
            }
            default -> {
                long v = 200 + random.nextInt(100);
                List<Row> source = List.of(Row.of(id, v), Row.of(id + 3, v));
                yield new Change(
                        "upsert of " + source,
                        () -> seen.merge(
                                frame(session, source), MergeOptions.on("id").withWrite(how)),
                        rows -> merged(rows, source, true));
            }
        };
    }

    private static List<Row> with(List<Row> rows, Row one) {
        List<Row> all = new ArrayList<>(rows);
        all.add(one);
        return all;
    }

    private static List<Row> merged(List<Row> rows, List<Row> source, boolean updates) {
        Map<Long, Row> byId = new TreeMap<>();
        source.forEach(row -> byId.put(row.id(), row));
        List<Row> next = new ArrayList<>();
        for (Row row : rows) {
            Row match = byId.get(row.id());
            next.add(match == null || !updates ? row : match);
        }
        rows.forEach(row -> byId.remove(row.id()));
        next.addAll(byId.values());
        return next;
    }

    private static LazyFrame frame(Session session, List<Row> rows) {
        return session.sql(rows.stream()
                .map(row -> "SELECT " + row.id() + "::BIGINT AS id, " + row.v() + "::BIGINT AS v, " + row.p()
                        + "::BIGINT AS p")
                .collect(Collectors.joining(" UNION ALL ")));
    }

    private WriteReport append(Session session, List<Row> rows) {
        return frame(session, rows)
                .write(
                        dataset.toString(),
                        WriteOptions.defaults().withMode(WriteMode.APPEND).withPartitionBy("p"));
    }

    private List<Row> rows(long version, Session session) {
        return session.open(dataset.toString()).asOf(version).collect().toMaps().stream()
                .map(row -> new Row((Long) row.get("id"), (Long) row.get("v"), (Long) row.get("p")))
                .toList();
    }

    private static String text(List<Row> rows) {
        return rows.stream()
                .sorted(Comparator.comparing(Row::id).thenComparing(Row::v).thenComparing(Row::p))
                .toList()
                .toString();
    }
}
