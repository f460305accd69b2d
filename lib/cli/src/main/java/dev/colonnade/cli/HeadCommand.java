package dev.colonnade.cli;

import dev.colonnade.Session;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the first rows of a dataset. */
@Command(name = "head", description = "Writes the first rows of a dataset.", mixinStandardHelpOptions = true)
final class HeadCommand implements Runnable {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files, directories or globs, as one dataset")
    private List<String> paths = List.of();

    @Option(
            names = {"-n", "--rows"},
            paramLabel = "N",
            defaultValue = "10",
            description = "how many; default: ${DEFAULT-VALUE}")
    private long rows = 10;

    @Mixin
    private SessionOptions options = new SessionOptions();

    @Mixin
    private ResultOptions result = new ResultOptions();

    HeadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        try (Session session = options.open(terminal)) {
            result.write(session.open(paths.toArray(String[]::new)).head(rows).batches(), terminal);
        }
    }
}
