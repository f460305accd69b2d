package dev.colonnade.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.tools.ToolProvider;
import jdk.jshell.tool.JavaShellToolBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts JShell with the library at hand. */
@Command(
        name = "shell",
        description = "Starts JShell with the library imported and a session ready.",
        footer = {
            "",
            "Example:",
            "  colonnade shell --dataset w=examples/data/weather",
            "  jshell> w.filter(col(\"temp\").gt(95)).show()"
        },
        mixinStandardHelpOptions = true)
final class ShellCommand implements Callable<Integer> {
    /** The JDK tells a user's first shell in many words that it has made a directory for its history. */
    private static final Logger PREFERENCES = Logger.getLogger("java.util.prefs");

    private final Terminal terminal;

    @Option(
            names = "--dataset",
            paramLabel = "NAME=PATH",
            description = "a dataset, which becomes a variable and a table of that name; repeat it for more")
    private Map<String, String> datasets = Map.of();

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "JShell scripts to run; - is standard input")
    private List<String> scripts = List.of();

    ShellCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (ToolProvider.getSystemJavaCompiler() == null) {
            terminal.err()
                    .println("The shell needs a JDK and this is a JRE without a compiler: start it with a JDK's java.");
            return 1;
        }
        PREFERENCES.setLevel(Level.WARNING);
        Path startup = Files.createTempFile("colonnade-", ".jsh");
        try {
            Files.writeString(startup, ShellScript.of(datasets));
            return JavaShellToolBuilder.builder().start(arguments(startup).toArray(String[]::new));
        } finally {
            delete(startup);
        }
    }

    private List<String> arguments(Path startup) {
        List<String> arguments = new ArrayList<>(List.of(
                "--class-path",
                System.getProperty("java.class.path"),
                "--startup",
                "DEFAULT",
                "--startup",
                startup.toString()));
        if (Runtime.version().feature() >= 22) {
            arguments.add("-R--enable-native-access=ALL-UNNAMED");
        }
        arguments.addAll(scripts);
        return arguments;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete '" + file + "': " + e.getMessage() + ".", e);
        }
    }
}
