package dev.colonnade.duckdb;

import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Expr;
import dev.colonnade.scan.ScanReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three files of 100 rows with numbers from 0, 1000 and 2000, whose struct {@code s} is null in every tenth row; the last
 * file has no {@code s.name} and a narrower {@code s.id}. The engine itself counts over a table of the same rows.
 */
class StructFieldTest {
    private static final String INNER = "'In Ner': {'x''y': i / 2.0, 'l': [i]}";
    private static final String FULL =
            "SELECT i AS n, CASE WHEN i % 10 = 0 THEN NULL ELSE {'id': i::BIGINT, 'name': 'n' || i," + INNER
                    + "} END AS s FROM range(FROM_, FROM_ + 100) t(i)";
    private static final String NARROW = "SELECT i AS n, CASE WHEN i % 10 = 0 THEN NULL ELSE {'id': i::INTEGER, "
            + INNER + "} END AS s FROM range(2000, 2100) t(i)";
    private static final String WHOLE = NARROW.replace("'id': i::INTEGER,", "'id': i::BIGINT, 'name': NULL::VARCHAR,");

    private static @TempDir Path directory;
    private static Session session;
    private static Connection plain;
    private static ParquetDataset dataset;

    @BeforeAll
    static void write() throws Exception {
        plain = DriverManager.getConnection("jdbc:duckdb:");
        List<String> queries = List.of(FULL.replace("FROM_", "0"), FULL.replace("FROM_", "1000"), NARROW);
        try (Statement statement = plain.createStatement()) {
            for (int i = 0; i < queries.size(); i++) {
                statement.execute("COPY (" + queries.get(i) + ") TO '" + directory.resolve(i + ".parquet") + "'");
            }
            statement.execute(
                    "CREATE TABLE t AS " + queries.get(0) + " UNION ALL " + queries.get(1) + " UNION ALL " + WHOLE);
        }
        session = Colonnade.builder().threads(2).open();
        dataset = session.dataset("t", directory.toString());
    }

    @AfterAll
    static void close() throws Exception {
        session.close();
        plain.close();
    }

    @Test
    void fieldsPruneByTheStatisticsOfTheirLeaf() throws Exception {
        Expr id = col("s").struct().field("id");
        Expr half = col("s").struct().field("In Ner").struct().field("x'y");
        check(id.eq(1_055), "s.id = 1055", 1);
        check(id.lt(1_000), "s.id < 1000", 1);
        check(id.gt(1_000).and(half.lt(1_020.0)), "s.id > 1000 AND s.\"In Ner\".\"x'y\" < 1020", 2);
        check(half.isIn(3.5, 1_000.5), "s.\"In Ner\".\"x'y\" IN (3.5, 1000.5)", 2);
        check(col("s").struct().field("name").eq("n7"), "s.name = 'n7'", 1);
        check(col("s").struct().field("name").isNull(), "s.name IS NULL", 3);
        check(col("s").struct().field("name").isNotNull(), "s.name IS NOT NULL", 2);
        check(id.isNull(), "s.id IS NULL", 3);
        check(coalesce(id, lit(7)).gt(2_000), "coalesce(s.id, 7) > 2000", 1);
        check(id.plus(1).between(5_000, 6_000), "s.id + 1 BETWEEN 5000 AND 6000", 0);
    }

    @Test
    void fieldsAreValuesAndNames() {
        LazyFrame frame = dataset.filter(col("n").isIn(11, 20, 2_003))
                .select(
                        col("s").struct().field("id"),
                        col("s").struct().field("name").as("name"),
                        col("s").struct().field("In Ner").struct().field("l"))
                .sort(col("name").asc());
        assertEquals(
                List.of("s.id: int64", "name: string", "s.In Ner.l: list<int64>"),
                frame.schema().fields().stream()
                        .map(field -> field.name() + ": " + field.type())
                        .toList());
        assertEquals(
                "[{s.id=11, name=n11, s.In Ner.l=[11]}, {s.id=2003, name=null, s.In Ner.l=[2003]},"
                        + " {s.id=null, name=null, s.In Ner.l=null}]",
                frame.sort(col("s.id").asc()).collect().toMaps().toString());
    }

    @Test
    void aNameThatIsNotThereIsNamedWithItsNearest() {
        PlanException noField = assertThrows(
                PlanException.class,
                () -> dataset.filter(col("s").struct().field("nmae").eq("x")));
        assertEquals("No field 'nmae' in struct s (id, name, In Ner). Did you mean 'name'?", noField.getMessage());
        PlanException noStruct = assertThrows(
                PlanException.class,
                () -> dataset.filter(col("n").struct().field("x").eq(1)));
        assertEquals("Cannot take a field of n (int64): only structs have fields.", noStruct.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s.id = 1055 | 1",
                "S.ID > 1055 | 2",
                "t.s.id = 1055 | 3",
                "s.\"In Ner\".\"x'y\" > 1010 | 1",
                "s.name IN ('n3', 'n5') | 1",
                "s.id BETWEEN 5 AND 6 OR s.id IS NULL | 3",
                "NOT (s.id < 2000) | 1",
            })
    void fieldsInSqlPrune(String condition, long files) throws Exception {
        LazyFrame frame = session.sql("SELECT count(*) AS c FROM t WHERE " + condition);
        assertEquals(count(condition), frame.collect().row(0).value(0));
        assertEquals(files, filesRead(frame));
    }

    @Test
    void anAliasOfThatNameIsNoStruct() throws Exception {
        String sql = "SELECT count(*) AS c FROM t AS s, t AS u WHERE s.n = u.n AND s.n = 1055";
        assertEquals(1L, session.sql(sql).collect().row(0).value(0));
    }

    private static void check(Expr condition, String sql, long files) throws Exception {
        LazyFrame frame = dataset.filter(condition);
        assertEquals(count(sql), frame.collect().rowCount(), sql);
        assertEquals(files, filesRead(frame), sql);
    }

    private static long count(String condition) throws Exception {
        try (Statement statement = plain.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM t WHERE " + condition)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long filesRead(LazyFrame frame) {
        return frame.explain().scans().stream().mapToLong(ScanReport::filesRead).sum();
    }
}
