package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user's SQL text becomes, and everything it may not do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlPreparationTest {
    private TestEngine engine;
    private SqlPreparation preparation;

    @BeforeAll
    void open(@TempDir Path directory) throws SQLException {
        engine = new TestEngine();
        try (Connection writer = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = writer.createStatement()) {
            statement.execute("COPY (SELECT range AS id, 'n' || range AS name, range * 1.5 AS price, "
                    + "DATE '2024-01-01' + range::INTEGER AS day FROM range(10)) TO '" + directory + "/trips.parquet'");
            statement.execute("COPY (SELECT range AS id, 'z' || range AS zone FROM range(5)) TO '" + directory
                    + "/zones.parquet'");
        }
        Map<String, FileSet> datasets = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        datasets.put("trips", Datasets.open(directory + "/trips.parquet"));
        datasets.put("odd name\"", Datasets.open(directory + "/zones.parquet"));
        datasets.put("zones", Datasets.open(directory + "/zones.parquet"));
        preparation = new SqlPreparation(engine.instances, engine.transfer, new SqlCatalog() {
            @Override
            public Optional<FileSet> find(String name) {
                return Optional.ofNullable(datasets.get(name));
            }

            @Override
            public List<String> names() {
                return List.copyOf(datasets.keySet());
            }
        });
    }

    @AfterAll
    void close() {
        engine.close();
    }

    private LogicalPlan.Sql prepare(String text, Object... parameters) {
        List<LiteralValue> values =
                List.of(parameters).stream().map(LiteralValue::ofJava).toList();
        return preparation.prepare(text, values).text(values);
    }

    @Test
    void tablesBecomeScansOfTheirDatasets() {
        LogicalPlan.Sql plan = prepare("select t.name, z.zone from Trips t join zones z using (id) -- done\n;");
        assertEquals("(name: string, zone: string)", plan.schema().toString());
        assertEquals(List.of("Trips", "zones"), plan.names());
        assertEquals("SELECT t.\"name\", z.\"zone\" FROM (Trips AS t INNER JOIN zones AS z USING (id))", plan.text());
        assertEquals(
                List.of("id", "name", "price", "day"),
                plan.inputs().get(0).schema().names());
    }

    @Test
    void aTableReadTwiceIsOneInput() {
        assertEquals(
                List.of("trips"),
                prepare("select count(*) as n from trips a, TRIPS b where a.id = b.id")
                        .names());
    }

    @Test
    void cteHidesADatasetOnlyWhereItIsInScope() {
        LogicalPlan.Sql hidden = prepare("with zones as (select 1 as a) select * from zones");
        assertEquals(List.of(), hidden.names());
        LogicalPlan.Sql own = prepare("with trips as (select id from trips where id > 3) select * from trips");
        assertEquals(List.of("trips_1"), own.names());
        assertEquals("(id: int64)", own.schema().toString());
        LogicalPlan.Sql inner =
                prepare("select (with zones as (select 7 as a) select a from zones) as x, zone from zones");
        assertEquals(List.of("zones_1"), inner.names());
        assertEquals("(x: int32, zone: string)", inner.schema().toString());
    }

    @Test
    void quotedNamesAreFound() {
        LogicalPlan.Sql plan = prepare("select zone from \"odd name\"\"\"");
        assertEquals(List.of("odd name\""), plan.names());
    }

    @Test
    void parametersAreBoundByPosition() {
        LogicalPlan.Sql plan = prepare(
                "select ? as a, id from trips where day > ? and name = ?", 5L, java.time.LocalDate.EPOCH, "x'y");
        assertEquals("(a: int64, id: int64)", plan.schema().toString());
        assertEquals(3, plan.parameters().size());
        assertTrue(plan.text().contains("$3"), plan.text());
        assertTrue(!plan.text().contains("x'y"), plan.text());
    }

    @Test
    void sumsOfIntegersAreInt64() {
        LogicalPlan.Sql plan = prepare("select sum(id) as s, avg(id) as a, count(*) as n from trips");
        assertEquals(DataType.INT64, plan.schema().field("s").type());
        assertEquals(DataType.FLOAT64, plan.schema().field("a").type());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "values (1, 'a')",
                "from trips",
                "table trips",
                "select * exclude (id) from trips",
                "select name, row_number() over (partition by day order by id) as n from trips qualify n = 1",
                "with recursive c as (select 1 as a union all select a + 1 from c where a < 5) select * from c",
                "select * from trips where id in (select id from zones) union all by name select * from trips",
                "select list_transform([1, 2], lambda x: x + 1) as l, [y for y in [1, 2] if y > 1] as m",
                "from trips pivot (sum(price) for id in (1, 2))",
                "select * from range(3) as r(i), unnest([1, 2]) as u(j), lateral (select i + j as k)",
                "select * from trips tablesample 50 percent (bernoulli)",
                "select * from trips asof join zones on trips.id >= zones.id",
                "select date_trunc('month', day) as m, count(*) filter (where price > 2) as n from trips group by all order by all limit 3",
                "select /* ; drop table x */ ';' as semicolon from trips"
            })
    void whatReadsIsAllowed(String text) {
        assertTrue(prepare(text).schema().size() > 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy trips to '/tmp/x.csv'",
                "copy (select 1) to '/tmp/x.csv'",
                "attach '/tmp/x.db' as x",
                "detach x",
                "use memory",
                "install httpfs",
                "load httpfs",
                "set threads = 1",
                "set variable x = 1",
                "reset threads",
                "pragma database_list",
                "create table t as select 1",
                "create macro m() as 1",
                "create secret s (type s3)",
                "insert into trips values (1)",
                "update trips set id = 1",
                "delete from trips",
                "drop table trips",
                "alter table trips add column x int",
                "truncate trips",
                "merge into trips using zones on true when matched then delete",
                "vacuum",
                "checkpoint",
                "analyze",
                "begin",
                "commit",
                "explain select 1",
                "explain analyze select 1",
                "call pragma_version()",
                "prepare p as select 1",
                "execute p",
                "deallocate p",
                "export database '/tmp/x'",
                "import database '/tmp/x'",
                "comment on table trips is 'x'",
                "pivot trips on id using sum(price)",
                "select 1; select 2",
                "select 1; copy (select 1) to '/tmp/x.csv'",
                "select * from read_csv('/etc/passwd')",
                "select * from read_csv_auto('/etc/passwd')",
                "select * from read_text('/etc/passwd')",
                "select * from read_blob('/etc/passwd')",
                "select * from read_json('/etc/passwd')",
                "select * from read_parquet('/tmp/x.parquet')",
                "select * from parquet_scan('/tmp/x.parquet')",
                "select * from parquet_metadata('/tmp/x.parquet')",
                "select * from parquet_schema('/tmp/x.parquet')",
                "select * from sniff_csv('/etc/passwd')",
                "select * from glob('/etc/*')",
                "select * from \"GLOB\"('/etc/*')",
                "select * from main.glob('/etc/*')",
                "select * from system.main.read_text('/etc/passwd')",
                "select * from query('select 1')",
                "select * from query_table('trips')",
                "select * from query_table(['trips'])",
                "select * from json_execute_serialized_sql('{}')",
                "select * from duckdb_settings()",
                "select * from duckdb_secrets()",
                "select * from duckdb_variables()",
                "select * from which_secret('x', 's3')",
                "select * from pragma_database_size()",
                "select * from enable_logging()",
                "select * from checkpoint()",
                "select * from seq_scan('x')",
                "select * from arrow_scan(1, 2, 3)",
                "select * from read_duckdb('/tmp/x.db')",
                "select (select count(*) from glob('/etc/*')) as n from trips",
                "select * from trips where id in (from glob('/etc/*'))",
                "with x as (from read_text('/etc/passwd')) select * from x",
                "select exists(from glob('/etc/*')) as e",
                "select * from trips, lateral (from read_text(name))",
                "from (from trips union all from glob('/etc/*'))",
                "select [x for x in (select list(file) from glob('/etc/*'))] as l",
                "select current_setting('temp_directory') as x",
                "select getvariable('f') as x",
                "select write_log('x') as x",
                "select sleep_ms(1000000) as x",
                "select json_serialize_plan('select 1') as x",
                "describe trips",
                "describe select 1",
                "summarize trips",
                "show tables",
                "show all tables",
                "show databases",
                "select * from trips, (show tables)",
                "select * from (show all tables) join trips on true",
                "select * from (describe trips)",
                "select * from (summarize trips)",
                "from (show tables) pivot (count(*) for name in ('a'))",
                "select * from trips semi join (describe trips) using (id)",
                "with x as (show tables) select * from x",
                "select (select count(*) from (show tables)) as n",
                "select * from trips where exists (from (show databases))",
                "select Current_Setting('threads') as x",
                "select main.current_setting('threads') as x",
                "select system.main.getvariable('x') as x",
                "select list_transform([1], lambda x: getvariable('x')) as l",
                "select x from trips order by current_setting('threads')",
                "select count(*) filter (where current_setting('threads') = '1') as n from trips",
                "select sum(id) over (order by sleep_ms(1)) as n from trips",
                "select * from range(sleep_ms(10))",
                "values (current_setting('threads'))",
                "from trips tablesample reservoir(10) limit getvariable('x')"
            })
    void whatWritesOrReadsElsewhereIsForbidden(String text) {
        PlanException refusal = assertThrows(PlanException.class, () -> prepare(text));
        assertEquals(ErrorCode.SQL_FORBIDDEN, refusal.code(), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from '/etc/passwd'",
                "select * from '/tmp/x.parquet'",
                "select * from 'file:///etc/passwd'",
                "select * from '../x.parquet'",
                "select * from information_schema.tables",
                "select * from duckdb_tables",
                "select * from pg_catalog.pg_tables",
                "select * from sqlite_master",
                "select * from main.duckdb_settings",
                "select * from memory.main.trips"
            })
    void filesAndSystemTablesAreNoDatasets(String text) {
        PlanException refusal = assertThrows(PlanException.class, () -> prepare(text));
        assertEquals(ErrorCode.NO_SUCH_DATASET, refusal.code(), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    selec 1 | SQL_SYNTAX | The SQL text does not parse: syntax error at or near "selec".
                    select from where | SQL_SYNTAX | The SQL text does not parse: syntax error at or near "where".
                    select 1 as "" | SQL_SYNTAX | The SQL text does not parse: zero-length delimited identifier.
                    select * from trip | NO_SUCH_DATASET | No dataset is registered as 'trip'; there are odd name", trips, zones. Did you mean 'trips'?
                    select nam from trips | NO_SUCH_COLUMN | The SQL text does not fit its tables: Referenced column "nam" not found in FROM clause; did you mean "name", "day"?
                    select foo(1) | NO_SUCH_FUNCTION | The SQL text does not fit its tables: Scalar Function with name foo does not exist.
                    select name + 1 from trips | TYPE_MISMATCH | The SQL text does not fit its tables: No function matches the given name and argument types '+(VARCHAR, INTEGER_LITERAL)'. You might need to add explicit type casts.
                    select id from trips, zones | AMBIGUOUS_COLUMN | The SQL text does not fit its tables: Ambiguous reference to column name "id" (use: 'trips.id' or 'zones.id').
                    select ? | INVALID_ARGUMENT | The SQL text has 1 placeholders and got 0 values.
                    select $who | INVALID_ARGUMENT | The placeholder $who has a name: write ? for each parameter.
                    select 1 as a; select 2 | SQL_FORBIDDEN | The SQL text has 2 statements: give one SELECT.
                    copy trips to 'x' | SQL_FORBIDDEN | The SQL text is no SELECT: queries read, they do not write, attach, load or set.
                    from read_text('x') | SQL_FORBIDDEN | The SQL text calls the table function read_text(), which reads more than its arguments: open a dataset instead.
                    """)
    void refusalsSayWhatIsWrong(String text, ErrorCode code, String sentence) {
        ColonnadeException refusal = assertThrows(ColonnadeException.class, () -> prepare(text));
        assertEquals(sentence, refusal.getMessage());
        assertEquals(code, refusal.code());
    }

    @Test
    void nulCharactersAreRefused() {
        PlanException refusal = assertThrows(PlanException.class, () -> prepare("select 1 \0; copy x to 'y'"));
        assertEquals("The SQL text holds a NUL character: remove it.", refusal.getMessage());
    }

    @Test
    void typesArriveAsInAnyFrame() {
        LogicalPlan.Sql plan = prepare("select day::timestamp as t, 'x'::json as j, [id] as l from trips");
        assertEquals(
                DataType.timestamp(Resolution.MICROS), plan.schema().field("t").type());
        assertEquals(DataType.STRING, plan.schema().field("j").type());
    }
}
