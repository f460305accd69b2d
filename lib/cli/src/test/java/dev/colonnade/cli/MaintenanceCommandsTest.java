package dev.colonnade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.ParquetDataset;
import dev.colonnade.maintain.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceCommandsTest {
    @TempDir
    Path temp;

    private String dataset;

    @BeforeEach
    void fill() {
        dataset = temp.resolve("d").toString();
        for (int i = 0; i < 4; i++) {
            Cli.run(
                    "write",
                    "select range as id, " + i + " as part from range(100)",
                    "--to",
                    dataset,
                    "--mode",
                    "append");
        }
    }

    private int files() {
        return ParquetDataset.open(dataset).files().size();
    }

    @Test
    void compactSaysWhatItDoesAndDoesIt() {
        Cli dry = Cli.run("compact", dataset, "--dry-run", "--format", "json");
        assertEquals("", dry.err());
        assertTrue(dry.out().startsWith("{\"operation\":\"compact\",\"outcome\":\"dry run\","), dry.out());
        assertTrue(dry.out().contains("\"before\":{\"files\":4,\"rows\":400,"), dry.out());
        assertEquals(4, files());
        Cli done = Cli.run("compact", dataset, "--target-size", "1MB");
        assertEquals(0, done.code(), done.err());
        assertTrue(done.out().startsWith("Maintenance\n"), done.out());
        assertEquals(1, files());
        assertEquals(
                "400",
                Cli.run("query", "select count(*) as n from d", "--dataset", "d=" + dataset, "--format", "csv")
                        .out()
                        .lines()
                        .toList()
                        .get(1));
        assertTrue(
                Cli.run("compact", dataset, "--format", "json").out().contains("\"outcome\":\"nothing to do\""),
                "twice");
        assertTrue(Cli.run("snapshots", dataset, "--format", "csv").out().endsWith(",compact,1,4\n"));
        Cli wrong = Cli.run("compact", dataset, "--target-size", "huge");
        assertEquals(1, wrong.code());
        assertEquals("'huge' is no size: write it like 512MB, 4GB or 1.5GiB.\n", wrong.err());
    }

    @Test
    void maintainRunsWhatHelps() {
        Cli dry = Cli.run("maintain", dataset, "--dry-run", "--format", "json");
        List<String> lines = dry.out().lines().toList();
        assertEquals(2, lines.size(), dry.out() + dry.err());
        assertTrue(lines.get(0).contains("\"level\":\"critical\",\"actions\":\"compact"), lines.get(0));
        assertTrue(lines.get(1).contains("\"outcome\":\"dry run\""), lines.get(1));
        assertEquals(4, files());
        Cli done = Cli.run("maintain", dataset, "--retention-days", "0");
        assertEquals(0, done.code(), done.err());
        assertTrue(done.out().contains("needless files"), done.out());
        assertEquals(1, files());
        Cli vacuum = Cli.run("maintain", dataset, "--retention-days", "0", "--format", "json");
        assertTrue(vacuum.out().contains("{\"operation\":\"vacuum after PT0S\",\"outcome\":\"done\""), vacuum.out());
        Cli well = Cli.run("maintain", dataset, "--retention-days", "0", "--format", "json");
        assertEquals(1, well.out().lines().count(), well.out());
        assertTrue(well.out().contains("\"actions\":\"none\""), well.out());
    }

    @Test
    void verifyLooksIntoTheLogToo() throws IOException {
        assertEquals(0, Cli.run("verify", dataset).code());
        VerificationReport sound = ParquetDataset.open(dataset).maintain().verify();
        assertTrue(sound.isSound(), sound.toString());
        assertEquals(4, sound.files());
        assertEquals(400, sound.rows());
        assertEquals(800, sound.values());
        assertTrue(
                sound.toJson().startsWith("{\"directory\":\"" + dataset + "\",\"sound\":true,\"files\":4,"),
                sound.toJson());
        Path gone = ParquetDataset.open(dataset).files().get(1).path();
        Files.move(gone, temp.resolve("elsewhere"));
        Cli cli = Cli.run("verify", dataset);
        assertEquals(1, cli.code());
        assertEquals(
                "[" + gone + "] The file was committed, and nobody has taken it out, but it is gone.\n", cli.err());
        VerificationReport report = ParquetDataset.open(dataset).maintain().verify();
        assertEquals(
                List.of("[" + gone + "] The file was committed, and nobody has taken it out, but it is gone."),
                report.problems());
    }

    @Test
    void verifyFindsAPageThatDoesNotDecode() throws IOException {
        Path file = ParquetDataset.open(dataset).files().get(0).path();
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 30; i < 60; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        VerificationReport report = ParquetDataset.open(dataset).maintain().verify();
        assertTrue(
                !report.isSound() && report.problems().get(0).startsWith("[" + file + "] Row group 0"),
                report.toString());
        assertTrue(report.toHtml().contains("<h3>Verification</h3>"), report.toHtml());
    }
}
