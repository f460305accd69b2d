package dev.colonnade.cli;

import dev.colonnade.Session;
import dev.colonnade.session.ExplainMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a query would do. */
@Command(
        name = "explain",
        description = "Shows what a query would do and what it would leave out, without running it.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Runnable {
    private final Terminal terminal;

    @Mixin
    private SqlOptions sql = new SqlOptions();

    @Mixin
    private SessionOptions options = new SessionOptions();

    @Option(names = "--verbose", description = "also every rule that fired and the engine's own query")
    private boolean verbose;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        try (Session session = options.open(terminal)) {
            ExplainMode mode = verbose ? ExplainMode.VERBOSE : ExplainMode.NORMAL;
            terminal.print(sql.frame(session).explain(mode).text());
        }
    }
}
