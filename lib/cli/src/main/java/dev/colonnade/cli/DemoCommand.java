package dev.colonnade.cli;

import dev.colonnade.examples.ExampleData;
import dev.colonnade.examples.Quickstart;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

/** Runs the quickstart. */
@Command(
        name = "demo",
        description = "Runs the quickstart of the documentation on bundled data.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {
    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (ExampleData data = ExampleData.open()) {
            Quickstart.run(data.directory(), new PrintStream(printed, true, StandardCharsets.UTF_8));
        }
        terminal.print(printed.toString(StandardCharsets.UTF_8));
    }
}
