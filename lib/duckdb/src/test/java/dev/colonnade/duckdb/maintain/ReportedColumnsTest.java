package dev.colonnade.duckdb.maintain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.backend.Codec;
import dev.colonnade.maintain.LayoutOptions;
import dev.colonnade.maintain.MaintenanceReport;
import dev.colonnade.stats.Report;
import dev.colonnade.write.ColumnTally;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import dev.colonnade.write.WrittenColumn;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What reports say of each column is what the footers of the files say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportedColumnsTest {
    private Session session;

    @TempDir
    Path temp;

    @BeforeAll
    void open() {
        session = Colonnade.builder().backend("duckdb").threads(1).open();
    }

    @AfterAll
    void close() {
        session.close();
    }

    private static Map<String, WrittenColumn> byName(List<WrittenColumn> columns) {
        return columns.stream().collect(Collectors.toMap(WrittenColumn::name, column -> column));
    }

    private WriteReport append(String select, String target) {
        return session.sql(select)
                .write(
                        target,
                        WriteOptions.defaults().withMode(WriteMode.APPEND).withCompression(Codec.SNAPPY));
    }

    @Test
    void columnsOfAWrite() {
        WriteReport report = append(
                "SELECT range AS id, NULL::VARCHAR AS none, CASE WHEN range % 4 > 0 THEN 'n' || range % 10 END AS name,"
                        + " [range] AS tags FROM range(1000)",
                temp.resolve("written").toString());
        Map<String, WrittenColumn> columns = byName(report.columns());
        WrittenColumn id = columns.get("id");
        assertEquals(List.of(1_000L, 0L, 0L, 999L), List.of(id.rows(), id.nulls(), id.min(), id.max()));
        assertEquals(List.of("SNAPPY"), id.codecs());
        assertTrue(id.encodings().stream().anyMatch(name -> name.contains("PLAIN")), id.toString());
        WrittenColumn name = columns.get("name");
        assertEquals(List.of(1_000L, 250L, "n0", "n9"), List.of(name.rows(), name.nulls(), name.min(), name.max()));
        assertTrue(name.encodings().stream().anyMatch(e -> e.contains("DICTIONARY")), name.toString());
        WrittenColumn none = columns.get("none");
        assertEquals(List.of(1_000L, 1_000L), List.of(none.rows(), none.nulls()));
        assertEquals(-1, columns.get("tags.list.element").nulls());
        requireText(report, "codec ratio", "name", "n9");
        assertTrue(report.toJson().startsWith("{\"directory\":"), report.toJson());
        assertTrue(
                report.toJson()
                        .contains("{\"column\":\"name\",\"type\":\"string\",\"rows\":1000,\"nulls\":250,\"min\":\"n0\","
                                + "\"max\":\"n9\",\"bytes\":" + name.compressedBytes() + ","),
                report.toJson());
    }

    private static void requireText(Report report, String... parts) {
        for (String part : parts) {
            assertTrue(report.toText().contains(part), report.toText());
            assertTrue(report.toHtml().contains(part), report.toHtml());
        }
    }

    @Test
    void columnsBeforeAndAfter() {
        String target = temp.resolve("kept").toString();
        for (int i = 0; i < 5; i++) {
            append(
                    "SELECT range + " + i * 2_000 + " AS id, CASE WHEN " + i
                            + " <> 2 THEN 'n' || range % 10 END AS name" + " FROM range(2000)",
                    target);
        }
        ParquetDataset dataset = session.open(target);
        LayoutOptions zstd = LayoutOptions.defaults().withCompression(Codec.ZSTD, 9);
        MaintenanceReport dry = dataset.maintain().dryRun().compact(zstd);
        requireText(dry, "rows_before", "name");
        List<WrittenColumn> before = new ColumnTally().add(dataset.files()).columns();
        assertEquals(before, dry.before().columns());
        MaintenanceReport report = dataset.maintain().compact(zstd);
        assertEquals(before, report.before().columns());
        List<WrittenColumn> after =
                new ColumnTally().add(session.open(target).files()).columns();
        assertEquals(after, report.after().columns());
        for (String column : List.of("id", "name")) {
            WrittenColumn went = byName(before).get(column);
            WrittenColumn came = byName(after).get(column);
            assertEquals(
                    List.of(10_000L, went.nulls(), went.min(), went.max(), List.of("ZSTD")),
                    List.of(came.rows(), came.nulls(), came.min(), came.max(), came.codecs()));
            assertEquals(List.of("SNAPPY"), went.codecs());
        }
        assertEquals(2_000, byName(after).get("name").nulls());
        assertTrue(report.after().codecRatio() > 1, report.toText());
        assertTrue(
                report.toJson()
                        .contains("\"columns\":[{\"column\":\"id\",\"type\":\"int64\",\"rows_before\":10000,"
                                + "\"rows_after\":10000,\"nulls\":0,\"min\":\"0\",\"max\":\"9999\",\"bytes_before\":"),
                report.toJson());
    }
}
