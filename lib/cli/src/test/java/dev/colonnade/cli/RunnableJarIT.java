package dev.colonnade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.IpcFile;
import dev.colonnade.examples.ExampleData;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a new user has: one jar, a plain {@code java} and an empty home directory. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RunnableJarIT {
    private static final Path JAR = Path.of("target", "colonnade.jar").toAbsolutePath();

    @TempDir
    Path directory;

    private Cli java(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + directory.resolve("home"),
                "-jar",
                JAR.toString()));
        command.addAll(List.of(args));
        File out = directory.resolve("out").toFile();
        File err = directory.resolve("err").toFile();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(out)
                .redirectError(err)
                .start();
        process.getOutputStream().close();
        int code = process.waitFor();
        return new Cli(code, Files.readAllBytes(out.toPath()), Files.readString(err.toPath()));
    }

    @Test
    void demoNeedsNothingButTheJar() throws Exception {
        Cli cli = java("demo");
        assertEquals("", cli.err());
        assertEquals(0, cli.code());
        assertTrue(cli.out().startsWith("26,115 rows in 36 files\n"), cli.out());
        assertTrue(cli.out().contains("6 rows x 4 columns\n"), cli.out());
    }

    @Test
    void queryWritesItsResultAloneOnStandardOutput() throws Exception {
        try (ExampleData data = ExampleData.open()) {
            Cli cli = java(
                    "query",
                    "select count(*) as n from w where origin = $o",
                    "--dataset",
                    "w=" + data.directory().resolve("weather"),
                    "--param",
                    "o=JFK",
                    "--format",
                    "csv");
            assertEquals("", cli.err());
            assertEquals("n\n8706\n", cli.out());
            assertEquals(0, cli.code());
        }
        try (ExampleData data = ExampleData.open()) {
            Cli cli = java(
                    "query",
                    "select month, temp from w",
                    "--dataset",
                    "w=" + data.directory().resolve("weather"),
                    "--format",
                    "arrow");
            assertEquals("", cli.err());
            assertEquals(
                    26_115, IpcFile.of(ByteBuffer.wrap(cli.bytes())).table().rowCount());
        }
        Cli failed = java("query", "select * from nowhere");
        assertEquals("", failed.out());
        assertEquals(1, failed.err().lines().count(), failed.err());
        assertEquals(1, failed.code());
        assertEquals(2, java("query").code());
    }

    @Test
    void shellHasTheLibraryAtHand() throws Exception {
        try (ExampleData data = ExampleData.open()) {
            Path script = Files.writeString(
                    directory.resolve("script.jsh"),
                    """
                    record Hottest(String origin, double temp) {}
                    var hottest = w.groupBy("origin").agg(max("temp").as("temp")).sort("origin");
                    System.out.println(hottest.collect().toList(Hottest.class));
                    /exit 7
                    """);
            Cli cli = java("shell", "--dataset", "w=" + data.directory().resolve("weather"), script.toString());
            assertEquals("", cli.err());
            assertEquals(
                    "[Hottest[origin=EWR, temp=100.04], Hottest[origin=JFK, temp=98.06], Hottest[origin=LGA, temp=98.96]]\n",
                    cli.out());
            assertEquals(7, cli.code());
        }
    }
}
