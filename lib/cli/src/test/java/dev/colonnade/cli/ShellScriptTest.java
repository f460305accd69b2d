package dev.colonnade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.examples.ExampleData;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ShellScriptTest {
    @Test
    void everyLineIsAccepted() {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            evaluate(shell, ShellScript.of(Map.of()));
            assertTrue(shell.eval("session.close()").get(0).status() == Snippet.Status.VALID);
        }
    }

    /** What Ctrl-C does at the prompt. */
    @Test
    void aStoppedQueryLeavesTheShellUsable() throws Exception {
        try (ExampleData data = ExampleData.open();
                PipedInputStream printed = new PipedInputStream();
                JShell shell = JShell.builder()
                        .out(new PrintStream(new PipedOutputStream(printed), true, StandardCharsets.UTF_8))
                        .build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            String flights = data.directory().resolve("flights-200k.parquet").toString();
            evaluate(shell, ShellScript.of(Map.of("f", flights)));
            evaluate(shell, "long n = -1;");
            // A stop inside a class initialiser leaves that class unusable, so all of them run first.
            evaluate(
                    shell,
                    "f.lazy().limit(9).crossJoin(f.lazy().limit(9)).filter(col(\"time\").times(col(\"time_right\"))"
                            + ".gt(col(\"delay\"))).count()");
            CompletableFuture<List<SnippetEvent>> endless = CompletableFuture.supplyAsync(
                    () -> shell.eval("{ System.out.println(1); n = f.lazy().crossJoin(f.lazy()).filter(col(\"time\")"
                            + ".times(col(\"time_right\")).gt(col(\"delay\"))).count(); }"));
            assertEquals('1', printed.read());
            do {
                shell.stop(); // once more if the query had not begun
            } while (!isDoneSoon(endless));
            assertEquals("-1", shell.eval("n").get(0).value());
            List<SnippetEvent> next = shell.eval("f.lazy().count()");
            assertEquals(
                    "231083",
                    next.get(0).value(),
                    () -> String.valueOf(next.get(0).exception()));
        }
    }

    private static boolean isDoneSoon(CompletableFuture<?> work) throws Exception {
        try {
            work.get(2, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static void evaluate(JShell shell, String script) {
        String rest = script;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(next.source())) {
                assertEquals(Snippet.Status.VALID, event.status(), next.source());
                assertNull(event.exception(), next.source());
            }
            rest = next.remaining();
        }
    }

    @Test
    void datasetsBecomeVariables() {
        assertTrue(ShellScript.of(Map.of("w", "C:\\a \"b\""))
                .endsWith("ParquetDataset w = session.dataset(\"w\", \"C:\\\\a \\\"b\\\"\");\n"));
    }
}
