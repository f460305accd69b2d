package dev.colonnade.duckdb.maintain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.maintain.Health;
import dev.colonnade.maintain.Health.Action;
import dev.colonnade.maintain.Health.Level;
import dev.colonnade.maintain.HealthLimits;
import dev.colonnade.maintain.LayoutOptions;
import dev.colonnade.maintain.MaintenanceReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthTest {
    private Session session;

    @TempDir
    Path temp;

    @BeforeAll
    void open() {
        session = Colonnade.builder().backend("duckdb").threads(2).open();
    }

    @AfterAll
    void close() {
        session.close();
    }

    private static Health.Finding finding(Health health, String measure) {
        return health.findings().stream()
                .filter(each -> each.measure().startsWith(measure))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsAdvisedIsDoneAndHelps() {
        Kept kept = new Kept(session, temp.resolve("d"));
        kept.append("SELECT 0::BIGINT AS id, 0::BIGINT AS x");
        ParquetDataset first = kept.open();
        for (int i = 0; i < 9; i++) {
            kept.append("SELECT range * 7 % 100 AS id, (hash(range + " + i + ") % 100)::BIGINT AS x FROM range(100)");
        }
        List<String> rows = kept.rows();
        HealthLimits limits = HealthLimits.defaults()
                .withRetention(Duration.ZERO)
                .withLayout(LayoutOptions.defaults().withTargetFileBytes(1_000_000));

        Health ill = first.maintain().health(limits);
        assertEquals(Level.CRITICAL, ill.level());
        assertEquals(0.9, finding(ill, "needless files").value());
        assertEquals(
                "10 of 10 files would become 1.", finding(ill, "needless files").sentence());
        assertEquals(Action.COMPACT, finding(ill, "needless files").action());
        assertEquals(9, finding(ill, "stale snapshot").value());
        assertEquals(Level.WARNING, finding(ill, "stale snapshot").level());
        assertTrue(finding(ill, "overlap of files by").value() > 0.5, ill.toString());
        assertEquals(Level.GOOD, finding(ill, "missing statistics").level());
        assertEquals(List.of(Action.COMPACT, Action.SORT, Action.REFRESH), ill.actions());

        List<MaintenanceReport> reports = first.maintain().run(ill);
        assertEquals(
                List.of("compact"),
                reports.stream().map(MaintenanceReport::operation).toList());
        assertEquals(1, kept.open().files().size());
        Health replaced = kept.maintain().health(limits);
        assertEquals(List.of(Action.VACUUM), replaced.actions());
        assertEquals(Level.CRITICAL, finding(replaced, "dead bytes").level());
        assertEquals(1, kept.maintain().run(replaced).size());
        Health well = kept.maintain().health(limits);
        assertEquals(Level.GOOD, well.level());
        assertEquals(List.of(), well.actions());
        assertEquals(List.of(), kept.maintain().run(well));
        assertEquals(rows, kept.rows());
    }

    @Test
    void anOrderThatIsWantedIsMade() {
        Kept kept = new Kept(session, temp.resolve("ordered"));
        for (int i = 0; i < 8; i++) {
            kept.append("SELECT range * 8 + " + i + " AS id, md5(range::VARCHAR) AS s FROM range(5000)");
        }
        HealthLimits limits = HealthLimits.defaults()
                .withOrder("id")
                .withLayout(
                        LayoutOptions.defaults().withTargetFileBytes(300_000).withRowGroupRows(4096));
        Health ill = kept.maintain().health(limits);
        assertEquals(Level.CRITICAL, finding(ill, "overlap of files by id").level());
        assertEquals(
                List.of("sort by id"),
                kept.maintain().run(ill).stream()
                        .map(MaintenanceReport::operation)
                        .toList());
        Health well = kept.maintain().health(limits);
        assertEquals(Level.GOOD, finding(well, "overlap of files by id").level());
    }

    @Test
    void skewIsToldAndItsReport() {
        Kept kept = new Kept(session, temp.resolve("skewed"));
        kept.append("SELECT range AS id, CASE WHEN range < 990 THEN 0 ELSE range END AS p FROM range(1000)", "p");
        Health health = kept.maintain().health();
        assertEquals(Level.WARNING, finding(health, "skew of partitions").level());
        assertEquals(Action.REPARTITION, finding(health, "skew of partitions").action());
        assertTrue(health.toJson().startsWith("{\"directory\":"), health.toJson());
        assertTrue(health.toString().contains("skew of partitions"), health.toString());
        assertTrue(health.toHtml().contains("<h3>Health</h3>"), health.toHtml());
    }
}
