package dev.colonnade.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** What the examples print, each run once. */
final class ExampleOutputs {
    private static final Map<String, BiConsumer<Path, PrintStream>> EXAMPLES = Map.of(
            "Quickstart",
            Quickstart::run,
            "Sql",
            Sql::run,
            "Streaming",
            Streaming::run,
            "Joins",
            Joins::run,
            "Statistics",
            Statistics::run,
            "Writing",
            Writing::run,
            "Merging",
            Merging::run,
            "Maintaining",
            Maintaining::run);
    private static final Map<String, String> PRINTED = new ConcurrentHashMap<>();

    private ExampleOutputs() {}

    /** The output, with the data where a clone of the project has it. */
    static String of(String example) {
        BiConsumer<Path, PrintStream> run = EXAMPLES.get(example);
        if (run == null) {
            throw new AssertionError("There is no example '" + example + "'.");
        }
        return PRINTED.computeIfAbsent(example, name -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ExampleData data = ExampleData.open()) {
                run.accept(data.directory(), new PrintStream(bytes, true, StandardCharsets.UTF_8));
                return bytes.toString(StandardCharsets.UTF_8)
                        .replace(System.lineSeparator(), "\n")
                        .replace(data.directory().toString(), "examples/data");
            }
        });
    }
}
