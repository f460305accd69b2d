package dev.colonnade.parquet;

import static dev.colonnade.expr.Exprs.bucket;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.truncate;
import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.expr.Expr;
import dev.colonnade.write.MergeOptions;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions on columns that partition keys are computed from leave partitions out, and never a row. */
class KeyRulesTest {
    private static final int PREDICATES = Integer.getInteger("test.predicates", 50);
    private static final WriteOptions BUCKETS =
            WriteOptions.defaults().withPartitionBy(bucket(16, col("id")).as("b"));

    private static @TempDir Path directory;
    private static Session session;
    private static int number;

    @BeforeAll
    static void open() {
        session = Colonnade.builder().backend("duckdb").threads(1).open();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static String fresh() {
        return directory.resolve("d" + number++).toString();
    }

    private static LazyFrame ids(int from, int to) {
        return session.sql("SELECT range AS id, 'n' || range AS name FROM range(" + from + ", " + to + ")");
    }

    private static String buckets() {
        String target = fresh();
        ids(0, 1_000).write(target, BUCKETS);
        return target;
    }

    private static long files(ParquetDataset dataset, Expr condition) {
        return dataset.filter(condition).estimate().files();
    }

    @Test
    void bucketsOfOtherValuesAreLeftOut() {
        String target = buckets();
        ParquetDataset dataset = session.open(target);
        assertEquals(1, filesOf(dataset, 500));
        dataset.append(ids(0, 1_000).withColumns(bucket(16, col("id")).as("b"))); // nobody knows that this is the key
        dataset.write(ids(0, 1_000), BUCKETS.withMode(WriteMode.APPEND));
        dataset.append(ids(0, 1_000)); // the key is computed
        dataset = session.open(target);
        assertEquals(64, dataset.files().size());
        assertEquals(1 + 16 + 1 + 1, filesOf(dataset, 500));
        assertEquals(4, dataset.filter(col("id").eq(500)).count());
        assertEquals(2 * (1 + 16 + 1 + 1) - 16, files(dataset, col("id").isIn(500, 501)));
        session.dataset("kept", target);
        String sql = "SELECT * FROM kept WHERE id = 500";
        assertEquals(4, session.sql(sql).count());
        assertEquals(1 + 16 + 1 + 1, session.sql(sql).estimate().files());
    }

    private static long filesOf(ParquetDataset dataset, long id) {
        return files(dataset, col("id").eq(id));
    }

    @Test
    void explainTellsWhatWasLeftOut() {
        String target = buckets();
        String text = session.open(target).filter(col("id").eq(500)).explain().text();
        assertTrue(text.contains("16 -> 1"), text);
    }

    private static List<Expr> conditions(Random random) {
        return List.of(
                col("id").eq(random.nextInt(60)),
                lit(random.nextInt(60)).eq(col("id")),
                col("id").isIn(random.nextInt(60), random.nextInt(60)),
                col("id").lt(random.nextInt(60)),
                col("id").eqNullSafe(random.nextInt(60)),
                col("id").isNull(),
                col("d").eq(lit(day(random))),
                col("s").eq(text(random)),
                col("s").isIn(text(random), text(random), text(random)),
                col("s").lt(text(random)),
                col("s").le(text(random)),
                col("s").gt(text(random)),
                col("s").ge(text(random)),
                lit(text(random)).le(col("s")),
                col("s").between(text(random), text(random)),
                col("s").str().startsWith(text(random)),
                col("s").like(text(random) + "%"),
                col("s").like(text(random) + "_%"),
                col("s").ne(text(random)),
                col("s").str().endsWith("a"));
    }

    private static LocalDate day(Random random) {
        return LocalDate.of(2024, 1, 1).plusDays(random.nextInt(40));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(4); length > 0; length--) {
            text.append(List.of("a", "b", "ä", "😀", "z").get(random.nextInt(5)));
        }
        return text.toString();
    }

    private static Expr condition(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            List<Expr> simple = conditions(random);
            return simple.get(random.nextInt(simple.size()));
        }
        Expr left = condition(random, depth - 1);
        Expr right = condition(random, depth - 1);
        return switch (random.nextInt(5)) {
            case 0, 1 -> left.and(right);
            case 2, 3 -> left.or(right);
            default -> left.not();
        };
    }

    /** Statistics are left out, so that only the rules prune; a copy without our log has neither. */
    @ParameterizedTest
    @ValueSource(strings = {"b", "t", "e", "db"})
    void answersAreThoseWithoutRules(String keys) throws IOException {
        Random random = new Random(SEED);
        System.out.println("KeyRulesTest: reproduce with -Dtest.seed=" + SEED);
        Map<String, Expr> all = Map.of(
                "b", bucket(5, col("id")).as("b"),
                "t", truncate(2, col("s")).as("t"),
                "e", bucket(3, col("s")).as("e"),
                "d", bucket(4, col("d")).as("db"));
        String target = fresh();
        rows(random)
                .on("parquet")
                .write(
                        target,
                        WriteOptions.defaults()
                                .withoutStatistics()
                                .withPartitionBy(
                                        Stream.of(keys.split("")).map(all::get).toArray(Expr[]::new)));
        ParquetDataset dataset = session.open(target);
        ParquetDataset plain = session.open(copy(Path.of(target)));
        assertEquals(dataset.files().size(), plain.files().size());
        long left = 0;
        for (int i = 0; i < PREDICATES; i++) {
            Expr condition = condition(random, 2);
            assertNull(
                    TestFiles.difference(sorted(plain.filter(condition)), sorted(dataset.filter(condition))),
                    condition::toString);
            left += files(plain, condition) - files(dataset, condition);
        }
        assertTrue(left > PREDICATES / 4, left + " files left out");
    }

    private static List<List<@Nullable Object>> sorted(LazyFrame rows) {
        return TestFiles.rows(rows.select("n", "id", "s", "d").sort("n").collect());
    }

    private static LazyFrame rows(Random random) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            values.append(i == 0 ? "" : ", ").append("(").append(i).append(", ");
            values.append(random.nextInt(9) == 0 ? "NULL" : "" + random.nextInt(60))
                    .append(", ");
            values.append(random.nextInt(9) == 0 ? "NULL" : "'" + text(random) + "'")
                    .append(", ");
            values.append("DATE '").append(day(random)).append("')");
        }
        Path source = DuckDb.copy(
                "SELECT n, id::INTEGER AS id, s, d FROM (VALUES " + values + ") t(n, id, s, d)",
                directory.resolve("rows" + number++ + ".parquet"),
                "");
        return session.open(source.toString()).lazy();
    }

    /** As another library sees it. */
    private static String copy(Path dataset) throws IOException {
        Path copy = Path.of(fresh());
        try (Stream<Path> paths = Files.walk(dataset)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (!path.toString().contains("_colonnade")) {
                    Path to = copy.resolve(dataset.relativize(path));
                    Files.createDirectories(to.getParent());
                    Files.copy(path, to);
                }
            }
        }
        return copy.toString();
    }

    /** Nothing is known of keys that others have written. */
    @Test
    void filesOfOthersAreRead() throws IOException {
        String target = buckets();
        ParquetDataset dataset = session.open(target);
        Path any = dataset.files().get(0).path();
        DuckDb.copy("SELECT 5::BIGINT AS id, 'foreign' AS name", any.resolveSibling("foreign.parquet"), "");
        assertEquals(2, session.open(target).filter(col("id").eq(5)).count());
        Path other = dataset.files().get(1).path();
        long id = ((Number) session.open(other.toString())
                        .head(1)
                        .collect()
                        .toMaps()
                        .get(0)
                        .get("id"))
                .longValue();
        Files.move(other, any.resolveSibling(other.getFileName()));
        assertEquals(1, session.open(target).filter(col("id").eq(id)).count(), "a file in another bucket");
    }

    @Test
    void rowsThatStayAsTheyWereKeepTheRules() {
        String target = buckets();
        session.open(target).append(ids(1_000, 2_000));
        session.open(target).maintain().compact();
        assertEquals(16, session.open(target).files().size());
        assertEquals(1, filesOf(session.open(target), 400));
        session.open(target).delete(col("id").ge(500));
        assertEquals(1, filesOf(session.open(target), 400));
        session.open(target).update(col("id").lt(9), Map.of("name", lit("x")));
        assertEquals(1, filesOf(session.open(target), 400));
        assertEquals(500, session.open(target).count());
    }

    @Test
    void rowsThatChangeAreFoundAgain() {
        String target = buckets();
        session.open(target).update(col("id").eq(5), Map.of("id", lit(5_000_000L)));
        assertEquals(1, session.open(target).filter(col("id").eq(5_000_000)).count());
        LazyFrame wrong = session.sql("SELECT 6::BIGINT AS id, 'merged' AS name, 3::INTEGER AS b");
        session.open(target).merge(wrong, MergeOptions.on("id"));
        assertEquals(1, session.open(target).filter(col("id").eq(6)).count());
        session.open(target).append(session.sql("SELECT 7::BIGINT AS id, 'appended' AS name, 9::INTEGER AS b"));
        assertEquals(2, session.open(target).filter(col("id").eq(7)).count());
        session.open(target).maintain().compact();
        assertEquals(2, session.open(target).filter(col("id").eq(7)).count());
        session.open(target).maintain().renameColumn("name", "id2");
        session.open(target).maintain().renameColumn("id", "name");
        session.open(target).maintain().renameColumn("id2", "id");
        assertEquals(1, session.open(target).filter(col("name").eq(6)).count());
        assertEquals(1, session.open(target).filter(col("id").eq("merged")).count());
        session.open(target).maintain().rollbackTo(1);
        for (long id = 0; id < 1_000; id += 111) {
            assertEquals(1, session.open(target).filter(col("id").eq(id)).count(), "id " + id);
        }
    }

    @Test
    void aNewChoiceOfKeysIsKnown() {
        String target = fresh();
        ids(0, 500).write(target);
        session.open(target).maintain().repartition(bucket(4, col("id")).as("b"));
        assertEquals(1, filesOf(session.open(target), 250));
        assertEquals(1, session.open(target).filter(col("id").eq(250)).count());
    }
}
