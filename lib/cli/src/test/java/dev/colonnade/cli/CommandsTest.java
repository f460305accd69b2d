package dev.colonnade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.ParquetDataset;
import dev.colonnade.batch.IpcFile;
import dev.colonnade.examples.ExampleData;
import dev.colonnade.source.RowGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static ExampleData data;
    private static String weather;

    @BeforeAll
    static void open() {
        data = ExampleData.open();
        weather = data.directory().resolve("weather").toString();
    }

    @AfterAll
    static void close() {
        data.close();
    }

    private static void assertDone(String expected, Cli cli) {
        assertEquals("", cli.err());
        assertEquals(expected, cli.out());
        assertEquals(0, cli.code());
    }

    private static void assertFailed(int code, String message, Cli cli) {
        assertEquals(message + System.lineSeparator(), cli.err());
        assertEquals("", cli.out());
        assertEquals(code, cli.code());
    }

    @Test
    void schemaListsColumns() {
        assertDone(
                """
                column    type     nullable
                string    string   bool
                ────────  ───────  ────────
                delay     int16    true
                distance  int16    true
                time      float32  true
                3 rows x 3 columns
                """,
                Cli.run(
                        "schema",
                        data.directory().resolve("flights-200k.parquet").toString()));
        assertTrue(Cli.run("schema", weather, "--format", "csv")
                .out()
                .endsWith("origin,string,false\nmonth,int64,false\n"));
    }

    @Test
    void filesListFooters() {
        Cli cli = Cli.run("files", weather, "--format", "csv");
        assertEquals(0, cli.code());
        String[] lines = cli.out().split("\n");
        assertEquals("file,partition,rows,row_groups,bytes,modified", lines[0]);
        assertEquals(37, lines.length);
        assertTrue(lines[1].contains(",\"{\"\"origin\"\":\"\"EWR\"\",\"\"month\"\":1}\",742,1,"), lines[1]);
        String json = Cli.run("files", weather, "--format", "json").out();
        assertEquals(36, json.lines().count());
        assertTrue(
                json.contains(
                        "\"partition\":{\"origin\":\"EWR\",\"month\":1},\"rows\":742,\"row_groups\":1,\"bytes\":"),
                json);
        String table = Cli.run("files", weather).out();
        assertTrue(table.contains("origin=EWR"), table);
        assertTrue(table.endsWith("36 rows x 6 columns\n"), table);
        String flights = data.directory().resolve("flights-200k.parquet").toString();
        assertTrue(
                Cli.run("files", flights, "--format", "csv").out().startsWith("file,rows,row_groups,bytes,modified\n"));
    }

    @Test
    void whatWasKeptOfFilesIsTrustedOrReplacedWhenAsked() {
        Cli plain = Cli.run("files", weather, "--format", "csv");
        assertEquals(
                plain.out(),
                Cli.run("files", weather, "--format", "csv", "--trust").out());
        assertEquals(
                plain.out(),
                Cli.run("files", weather, "--format", "csv", "--refresh").out());
        String count = "select count(*) as n from w";
        assertEquals(
                "n\n26115\n",
                Cli.run("query", count, "--dataset", "w=" + weather, "--format", "csv", "--trust")
                        .out());
        Cli both = Cli.run("stats", weather, "--trust", "--refresh");
        assertEquals(2, both.code());
        assertTrue(both.err().startsWith("--trust and --refresh exclude each other: choose one."), both.err());
    }

    @Test
    void statsOfAllFiles() {
        Cli text = Cli.run("stats", weather);
        assertEquals("", text.err());
        assertEquals(0, text.code());
        assertTrue(text.out().startsWith("Dataset statistics\n"), text.out());
        assertTrue(text.out().contains("\nfiles               36\n"), text.out());
        assertTrue(text.out().contains("\nrows                26,115\n"), text.out());
        assertTrue(text.out().contains("\nschema differences\n\nnone\n"), text.out());
        Cli json = Cli.run("stats", weather, "--format", "json");
        assertEquals(1, json.out().lines().count());
        assertTrue(json.out().contains("\"files\":36,\"row_groups\":36,\"rows\":26115,"), json.out());
        Cli html = Cli.run("stats", weather, "--format", "html");
        assertTrue(html.out().startsWith("<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\">"), html.out());
        assertTrue(html.out().endsWith("</div>\n</body>\n</html>\n"), html.out());
        assertFalse(html.out().contains("<script"));
    }

    @Test
    void statsOfAColumn() {
        Cli text = Cli.run("stats", weather, "--column", "temp");
        assertEquals("", text.err());
        assertTrue(text.out().startsWith("Column statistics\n"), text.out());
        assertTrue(text.out().contains("\nrows                        26,115\n"), text.out());
        Cli key = Cli.run("stats", weather, "--column", "month", "--format", "json");
        assertTrue(key.out().contains("\"min\":1,\"min_exact\":true,\"max\":12,\"max_exact\":true,"), key.out());
        assertTrue(key.out().contains("\"distinct\":12,\"distinct_kind\":\"exact\","), key.out());
        Cli clustering = Cli.run("stats", weather, "--clustering", "time_hour");
        assertTrue(clustering.out().startsWith("Clustering\n"), clustering.out());
        assertFailed(
                1,
                "No column 'tmep' in (day, hour, temp, dewp, humid, wind_dir, wind_speed, wind_gust, precip, pressure, visib,"
                        + " time_hour, origin, month). Did you mean 'temp'?",
                Cli.run("stats", weather, "--column", "tmep"));
        assertFailed(
                2,
                "--column and --clustering are two reports: ask for one. (colonnade stats --help lists what there is)",
                Cli.run("stats", weather, "--column", "temp", "--clustering", "temp"));
        assertEquals(2, Cli.run("stats", weather, "--format", "csv").code());
        assertEquals(1, Cli.run("stats", weather + "-none").code());
    }

    @Test
    void headWritesTheFirstRows() {
        assertDone(
                """
                {"delay":14,"distance":405,"time":0.016666668}
                {"delay":-11,"distance":370,"time":5.5}
                """,
                Cli.run(
                        "head",
                        data.directory().resolve("flights-200k.parquet").toString(),
                        "-n",
                        "2",
                        "--format",
                        "json"));
    }

    @Test
    void queryBindsParametersAndWritesEveryFormat() {
        String sql = "select origin, max(temp) as hottest from w where month = $m group by origin order by origin";
        String[] query = {"query", sql, "--dataset", "w=" + weather, "--param", "m=7"};
        assertDone(
                """
                origin  hottest
                string  float64
                ──────  ───────
                EWR      100.04
                JFK       98.06
                LGA       98.96
                3 rows x 2 columns
                """,
                Cli.run(query));
        assertDone("origin,hottest\nEWR,100.04\nJFK,98.06\nLGA,98.96\n", Cli.run(with(query, "--format", "csv")));
        assertDone(
                """
                {"origin":"EWR","hottest":100.04}
                {"origin":"JFK","hottest":98.06}
                {"origin":"LGA","hottest":98.96}
                """,
                Cli.run(with(
                        query, "--format", "JSON", "--timeout", "1m", "--memory-limit", "500MB", "--threads", "1")));
        assertTrue(Cli.run(with(query, "--max-rows", "1")).out().contains("…"));
    }

    @Test
    void arrowIsWrittenAsBytesThatReadAsTheSameRows() {
        String sql = "select origin, temp, time_hour, month from w where month <= 2 order by origin, time_hour";
        String[] query = {"query", sql, "--dataset", "w=" + weather};
        Cli cli = Cli.run(with(query, "--format", "arrow"));
        assertEquals("", cli.err());
        assertEquals(0, cli.code());
        IpcFile file = IpcFile.of(ByteBuffer.wrap(cli.bytes()));
        assertEquals(Cli.run(with(query, "--format", "csv")).out(), file.table().toCsv());
        assertTrue(file.table().rowCount() > 2000);
        Cli schema = Cli.run("schema", weather, "--format", "arrow");
        assertEquals(
                Cli.run("schema", weather, "--format", "json").out(),
                IpcFile.of(ByteBuffer.wrap(schema.bytes())).table().toJson());
        assertFailed(
                2,
                "--format arrow writes bytes, not text: send it to a file or a pipe. (colonnade query --help lists what"
                        + " there is)",
                Cli.runInteractively(with(query, "--format", "arrow")));
    }

    private static String[] with(String[] args, String... more) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(args), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    @Test
    void explainShowsWhatIsPruned() {
        Cli cli = Cli.run(
                "explain", "select temp from w where origin = 'JFK' and month = 7", "--dataset", "w=" + weather);
        assertEquals(0, cli.code(), cli.err());
        assertTrue(cli.out().contains("optimized\n"), cli.out());
        assertTrue(cli.out().contains("files 36"), cli.out());
    }

    @Test
    void validateSaysWhyNot() {
        assertDone(
                "column,type,nullable\nn,int64,false\n",
                Cli.run("validate", "select count(*) as n from w", "--dataset", "w=" + weather, "--format", "csv"));
        Cli wrong = Cli.run("validate", "select tmep from w", "--dataset", "w=" + weather);
        assertEquals(1, wrong.code());
        assertEquals("", wrong.out());
        assertTrue(wrong.err().contains("tmep"), wrong.err());
        assertEquals(1, wrong.err().lines().count());
    }

    @Test
    void doctorReportsOnTheMachine() {
        Cli cli = Cli.run("doctor", "--format", "json");
        assertEquals(0, cli.code(), cli.err());
        assertFalse(Cli.run("doctor").out().contains("…"));
        assertTrue(cli.out().startsWith("{\"check\":\"java\",\"status\":\"ok\",\"finding\":\"" + Runtime.version()));
    }

    @Test
    void doctorHasTheLineForEveryLauncher() {
        String flag = "--add-opens=java.base/java.nio=ALL-UNNAMED";
        Cli cli = Cli.run("doctor", "--backend", "arrow", "--format", "csv");
        assertEquals(0, cli.code(), cli.err());
        for (String line : List.of(
                "java: java " + flag,
                "JShell: jshell -R" + flag,
                "Maven Surefire: <argLine>" + flag + "</argLine>",
                "a notebook kernel: JDK_JAVA_OPTIONS=\"\"" + flag + "\"\" in the \"\"env\"\" of its kernel.json",
                "JBang: //JAVA_OPTIONS " + flag)) {
            assertTrue(cli.out().contains(line), () -> line + " is not in " + cli.out());
        }
    }

    @Test
    void arrowRunsWhatItCanAndStrictRefusesTheRest() {
        String[] plan = {"--dataset", "w=" + weather, "--backend"};
        Cli handedOver = Cli.run(
                "query", "select 1 + 1 as two from w limit 1", plan[0], plan[1], plan[2], "arrow", "--format", "csv");
        assertDone("two\n2\n", handedOver);
        Cli refused = Cli.run("query", "select 1 + 1 as two from w limit 1", plan[0], plan[1], plan[2], "arrow-strict");
        assertEquals(1, refused.code());
        assertEquals("Backend 'arrow' cannot do SQL: choose another backend.\n", refused.err());
    }

    @Test
    void demoPrintsTheQuickstart() {
        Cli cli = Cli.run("demo");
        assertEquals(0, cli.code(), cli.err());
        assertTrue(cli.out().startsWith("26,115 rows in 36 files\n"), cli.out());
        assertTrue(cli.out().contains("6 rows x 4 columns\n"), cli.out());
    }

    @Test
    void failuresAreOneSentence(@TempDir Path directory) throws Exception {
        Path text = Files.writeString(directory.resolve("notes.parquet"), "this is no parquet file");
        Cli cli = Cli.run("schema", text.toString());
        assertEquals(1, cli.code());
        assertEquals("", cli.out());
        assertTrue(cli.err().contains("notes.parquet"), cli.err());
        assertEquals(1, cli.err().lines().count());
        Cli missing = Cli.run("query", "select 1 as x from nowhere");
        assertEquals(1, missing.code());
        assertTrue(missing.err().contains("nowhere"), missing.err());
        Cli backend = Cli.run("head", weather, "--backend", "spark");
        assertEquals(1, backend.code());
        assertTrue(backend.err().contains("'spark'"), backend.err());
    }

    @Test
    void limitsEndAQuery() {
        String flights = data.directory().resolve("flights-200k.parquet").toString();
        assertFailed(
                1,
                "The query took longer than its limit of 300 ms and was cancelled: raise the timeout or ask for less.",
                Cli.run(
                        "query",
                        "select count(*) as n from f as a, f as b where a.time * b.time > a.delay",
                        "--dataset",
                        "f=" + flights,
                        "--timeout",
                        "300ms"));
        Cli unlimited = Cli.run("head", flights, "--memory-limit", "much");
        assertEquals(1, unlimited.code());
        assertTrue(unlimited.err().contains("much"), unlimited.err());
    }

    @Test
    void wrongUsageIsExitCodeTwo() {
        assertFailed(2, "A command is missing. (colonnade --help lists what there is)", Cli.run());
        assertFailed(
                2, "Missing required parameter: 'SQL' (colonnade query --help lists what there is)", Cli.run("query"));
        assertFailed(
                2,
                "'30' is no time limit: write 500ms, 30s, 5m or 2h. (colonnade head --help lists what there is)",
                Cli.run("head", weather, "--timeout", "30"));
        assertFailed(
                2,
                "The query uses $m: give it with --param m=VALUE. (colonnade query --help lists what there is)",
                Cli.run("query", "select * from w where month = $m", "--dataset", "w=" + weather));
        assertFailed(
                2,
                "'a-b' cannot name a variable in the shell: choose another name. (colonnade shell --help lists what there"
                        + " is)",
                Cli.run("shell", "--dataset", "a-b=" + weather));
        assertEquals(2, Cli.run("schema", weather, "--format", "xml").code());
        assertEquals(2, Cli.run("fly").code());
    }

    @Test
    void helpNamesEveryCommand() {
        Cli help = Cli.run("--help");
        assertEquals(0, help.code());
        for (String command : new String[] {
            "schema", "files", "stats", "head", "query", "explain", "validate", "doctor", "shell", "demo"
        }) {
            assertTrue(help.out().contains("\n  " + command + " "), command);
            Cli own = Cli.run(command, "--help");
            assertEquals(0, own.code());
            assertTrue(own.out().startsWith("Usage: colonnade " + command), own.out());
        }
        assertTrue(Cli.run("--version").out().startsWith("colonnade "));
    }

    @Test
    void writeMakesADatasetAndSnapshotsListsItsVersions(@TempDir Path temp) {
        String to = temp.resolve("storms").toString();
        String[] write = {
            "write",
            "select origin, month, wind_gust from w where wind_gust > 40",
            "--dataset",
            "w=" + weather,
            "--to",
            to,
            "--partition-by",
            "origin",
            "--sort-by",
            "wind_gust",
            "--compression",
            "zstd:3",
            "--note",
            "storms"
        };
        Cli first = Cli.run(write);
        assertEquals("", first.err());
        assertTrue(first.out().startsWith("version 1: "), first.out());
        assertTrue(first.out().contains(" in 3 files (3 row groups, storms), "), first.out());
        assertFailed(
                1,
                "[" + to
                        + "] This directory holds a dataset of 3 files already: append to it, overwrite it, or write somewhere"
                        + " else.",
                Cli.run(write));
        Cli second = Cli.run(
                "write",
                "select 'JFK' as origin, 1::bigint as month, 99.0::double as wind_gust",
                "--to",
                to,
                "--mode",
                "append",
                "--format",
                "json");
        assertTrue(second.out().contains("\"version\":2,\"what\":\"APPEND\",\"rows\":1,\"files\":1,"), second.out());
        assertTrue(
                second.out()
                        .contains(
                                "{\"column\":\"wind_gust\",\"type\":\"float64\",\"rows\":1,\"nulls\":0,\"min\":\"99.0\",\"max\":\"99.0\","),
                second.out());
        String versions = Cli.run("snapshots", to, "--format", "csv").out();
        assertTrue(versions.startsWith("version,at,who,what,added,removed\n1,"), versions);
        assertTrue(versions.contains(",storms,3,0\n2,"), versions);
        assertTrue(versions.endsWith(",APPEND,1,0\n"), versions);
    }

    @Test
    void aWriteTakesAllOptions(@TempDir Path temp) throws IOException {
        String to = temp.resolve("all").toString();
        Cli done = Cli.run(
                "write",
                "select date '2024-01-01' + range::int as d, 'abcd' || range as s, range as id from range(800)",
                "--to",
                to,
                "--partition-by",
                "year(d),truncate(3, s)",
                "--sort-by",
                "id:desc",
                "--target-file-size",
                "1MB",
                "--row-group-rows",
                "2048",
                "--row-group-size",
                "1MiB",
                "--most-files",
                "5",
                "--bloom-filters",
                "0.01",
                "--metadata",
                "made-by=hand",
                "--file-name",
                "f-{id}-{n}",
                "--conflicts",
                "retry:2");
        assertEquals("", done.err());
        assertTrue(
                done.out().startsWith("version 1: 800 rows in 3 files (3 row groups, FAIL_IF_EXISTS), "), done.out());
        try (Stream<Path> files = Files.walk(temp.resolve("all/d_year=2024"))) {
            assertTrue(files.anyMatch(file -> file.toString().contains("s_truncate=abc/f-")));
        }
        assertEquals(
                "id\n365\n",
                Cli.run(
                                "query",
                                "select id from t where d_year = 2024 limit 1",
                                "--dataset",
                                "t=" + to,
                                "--format",
                                "csv")
                        .out());
    }

    @Test
    void aWriteTakesOptionsOfColumns(@TempDir Path temp) {
        String to = temp.resolve("columns").toString();
        String[] write = {
            "write",
            "select range as id, 'n' || range % 10 as name from range(3000)",
            "--to",
            to,
            "--column-compression",
            "id=snappy",
            "--bloom-filters",
            "0.01",
            "--bloom-columns",
            "name"
        };
        assertFailed(
                1,
                "Backend 'duckdb' cannot compress column 'id' unlike its file: 'parquet' can, so write by"
                        + " frame.on(\"parquet\") or in a session with backend(\"parquet\").",
                Cli.run(write));
        List<String> again = new ArrayList<>(List.of(write));
        again.addAll(List.of("--backend", "parquet"));
        Cli done = Cli.run(again.toArray(String[]::new));
        assertEquals("", done.err());
        RowGroup group = ParquetDataset.open(to).files().get(0).rowGroups().get(0);
        assertEquals("SNAPPY", group.chunks().get(0).layout().codec());
        assertEquals("ZSTD", group.chunks().get(1).layout().codec());
        assertTrue(group.chunks().get(0).layout().bloomBytes() <= 0);
        assertTrue(group.chunks().get(1).layout().bloomBytes() > 0);
    }

    @Test
    void wrongWritesAreWrongUsage(@TempDir Path temp) {
        assertFailed(
                2,
                "'lzo' is no compression: write one of uncompressed, snappy, gzip, zstd, brotli, lz4, and a level as in zstd:3."
                        + " (colonnade write --help lists what there is)",
                Cli.run("write", "select 1 as a", "--to", temp.toString(), "--compression", "lzo"));
        assertFailed(
                2,
                "'merge' is no mode: write fail-if-exists, append, overwrite or overwrite-partitions. (colonnade write --help"
                        + " lists what there is)",
                Cli.run("write", "select 1 as a", "--to", temp.toString(), "--mode", "merge"));
        assertFailed(
                2,
                "'hash(4, a)' is no partition key: write a column, year(c), month(c), day(c), truncate(n, c) or bucket(n, c). (colonnade"
                        + " write --help lists what there is)",
                Cli.run("write", "select 1 as a", "--to", temp.toString(), "--partition-by", "hash(4, a)"));
        assertFailed(
                2,
                "'wait' is no way with conflicts: write merge, fail or retry:3. (colonnade write --help lists what there is)",
                Cli.run("write", "select 1 as a", "--to", temp.toString(), "--conflicts", "wait"));
        assertFailed(
                1,
                "[" + temp + "] No versions are known of this dataset, since none was written here by this library.",
                Cli.run("snapshots", temp.toString()));
    }
}
