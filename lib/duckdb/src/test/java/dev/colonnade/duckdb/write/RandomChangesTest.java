package dev.colonnade.duckdb.write;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.expr.Expr;
import dev.colonnade.write.MergeOptions;
import dev.colonnade.write.MergeOptions.Kind;
import dev.colonnade.write.RowChanges;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random merges, deletions and updates against lists of Java records; {@code -Dtest.changes=1000} for more of them.
 */
class RandomChangesTest {
    private static final int CHANGES = Integer.getInteger("test.changes", 20);

    private final Random random = new Random(SEED);
    private List<Row> model = new ArrayList<>();

    @TempDir
    Path dataset;

    record Row(@Nullable Integer a, @Nullable String b, @Nullable Integer v, @Nullable String p) {
        List<@Nullable Object> key(List<String> keys) {
            List<@Nullable Object> values = new ArrayList<>();
            keys.forEach(key -> values.add(
                    switch (key) {
                        case "a" -> a;
                        case "b" -> b;
                        default -> p;
                    }));
            return values;
        }

        String sql() {
            return "(" + a + ", " + text(b) + ", " + v + ", " + text(p) + ")";
        }

        private static String text(@Nullable String value) {
            return value == null ? "NULL" : "'" + value + "'";
        }
    }

    /** The same condition for the library and in Java, where null is unknown. */
    record Condition(Expr expr, Function<Row, @Nullable Boolean> java) {}

    private Row row() {
        return new Row(
                random.nextInt(6) == 0 ? null : random.nextInt(12),
                random.nextInt(4) == 0 ? null : "b" + random.nextInt(3),
                random.nextInt(4) == 0 ? null : random.nextInt(100),
                random.nextInt(5) == 0 ? null : "p" + random.nextInt(3));
    }

    private List<Row> rows(int most) {
        return random.ints(random.nextInt(most + 1), 0, 1).mapToObj(i -> row()).toList();
    }

    /** Rows with different keys. */
    private List<Row> distinct(List<String> keys, int most) {
        Set<List<@Nullable Object>> seen = new HashSet<>();
        return rows(most).stream().filter(row -> seen.add(row.key(keys))).toList();
    }

    private Condition condition() {
        int n = random.nextInt(100);
        return switch (random.nextInt(4)) {
            case 0 -> new Condition(col("v").lt(n), row -> row.v() == null ? null : row.v() < n);
            case 1 ->
                new Condition(
                        col("p").eq("p" + n % 3).and(col("v").ge(n)),
                        row -> and(
                                row.p() == null ? null : row.p().equals("p" + n % 3),
                                row.v() == null ? null : row.v() >= n));
            case 2 -> new Condition(col("a").eq(n % 12).not(), row -> row.a() == null ? null : row.a() != n % 12);
            default -> new Condition(col("b").isNull(), row -> row.b() == null);
        };
    }

    private static @Nullable Boolean and(@Nullable Boolean x, @Nullable Boolean y) {
        if (Boolean.FALSE.equals(x) || Boolean.FALSE.equals(y)) {
            return false;
        }
        return x == null || y == null ? null : true;
    }

    private static LazyFrame frame(Session session, List<Row> rows) {
        String values = rows.isEmpty()
                ? "(NULL, NULL, NULL, NULL)"
                : rows.stream().map(Row::sql).collect(Collectors.joining(", "));
        return session.sql("SELECT a::INT AS a, b::VARCHAR AS b, v::INT AS v, p::VARCHAR AS p FROM (VALUES " + values
                + ") AS t(a, b, v, p)" + (rows.isEmpty() ? " LIMIT 0" : ""));
    }

    @Test
    void theDatasetIsAsTheModel() throws SQLException {
        System.out.println("RandomChangesTest: reproduce with -Dtest.seed=" + SEED);
        try (Session session = Colonnade.builder().backend("duckdb").threads(1).open()) {
            append(session, rows(30));
            for (int change = 1; change <= CHANGES; change++) {
                ParquetDataset now = session.open(dataset.toString());
                String what = change(session, now);
                String where = what + " as change " + change + ", reproduce with -Dtest.seed=" + SEED;
                assertEquals(texts(model), texts(read(session)), where);
                if (change % 10 == 0) {
                    assertEquals(
                            List.of(Integer.toString(model.size())),
                            Foreign.rows(dataset, "SELECT count(*)::INT FROM t"),
                            where);
                }
            }
        }
    }

    private static List<String> texts(List<Row> rows) {
        return rows.stream().map(Row::toString).sorted().toList();
    }

    private List<Row> read(Session session) {
        return session.open(dataset.toString())
                .select("a", "b", "v", "p")
                .collect()
                .toList(Row.class);
    }

    private String change(Session session, ParquetDataset now) {
        int choice = random.nextInt(10);
        if (choice == 0) {
            return append(session, rows(10));
        }
        if (choice == 1) {
            return delete(now, condition());
        }
        return choice <= 3 ? update(now, condition()) : merge(session, now);
    }

    private String append(Session session, List<Row> rows) {
        frame(session, rows)
                .write(
                        dataset.toString(),
                        WriteOptions.defaults().withMode(WriteMode.APPEND).withPartitionBy("p"));
        model.addAll(rows);
        return "append " + rows;
    }

    private String delete(ParquetDataset now, Condition condition) {
        Optional<RowChanges> changes = now.delete(condition.expr()).changes();
        int before = model.size();
        model.removeIf(row -> Boolean.TRUE.equals(condition.java().apply(row)));
        assertEquals(Optional.of(new RowChanges(0, 0, before - model.size())), changes, "seed " + SEED);
        return "delete " + condition.expr();
    }

    private String update(ParquetDataset now, Condition condition) {
        boolean moves = random.nextBoolean();
        Map<String, Expr> set = moves ? Map.of("p", lit("p1"), "v", col("a")) : Map.of("b", col("p"));
        Optional<RowChanges> changes = now.update(condition.expr(), set).changes();
        int[] updated = {0};
        model = new ArrayList<>(model.stream()
                .map(row -> {
                    if (!Boolean.TRUE.equals(condition.java().apply(row))) {
                        return row;
                    }
                    updated[0]++;
                    return moves
                            ? new Row(row.a(), row.b(), row.a(), "p1")
                            : new Row(row.a(), row.p(), row.v(), row.p());
                })
                .toList());
        assertEquals(Optional.of(new RowChanges(0, updated[0], 0)), changes, "seed " + SEED);
        return "update " + condition.expr() + " " + set;
    }

    private String merge(Session session, ParquetDataset now) {
        List<String> keys =
                List.of(List.of("a"), List.of("a", "b"), List.of("b", "a", "p")).get(random.nextInt(3));
        Kind kind = Kind.values()[random.nextInt(4)];
        List<Row> source = distinct(keys, 8);
        MergeOptions how = MergeOptions.on(keys.toArray(String[]::new)).withKind(kind);
        Optional<RowChanges> changes = now.merge(frame(session, source), how).changes();
        assertEquals(Optional.of(mergeModel(source, keys, kind)), changes, "seed " + SEED);
        return kind + " by " + keys + " of " + source;
    }

    private RowChanges mergeModel(List<Row> source, List<String> keys, Kind kind) {
        List<Row> next = new ArrayList<>();
        long matched = 0;
        for (Row row : model) {
            Optional<Row> match = match(source, row, keys);
            matched += match.isPresent() ? 1 : 0;
            if (match.isEmpty() || kind == Kind.INSERT) {
                next.add(row);
            } else if (kind != Kind.DELETE) {
                next.add(match.get());
            }
        }
        long inserted = 0;
        if (kind == Kind.INSERT || kind == Kind.UPSERT) {
            for (Row row : source) {
                if (match(model, row, keys).isEmpty()) {
                    next.add(row);
                    inserted++;
                }
            }
        }
        model = next;
        boolean updates = kind == Kind.UPDATE || kind == Kind.UPSERT;
        return new RowChanges(inserted, updates ? matched : 0, kind == Kind.DELETE ? matched : 0);
    }

    private static Optional<Row> match(List<Row> rows, Row row, List<String> keys) {
        return rows.stream()
                .filter(other -> Objects.equals(other.key(keys), row.key(keys)))
                .findFirst();
    }
}
