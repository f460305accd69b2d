package dev.colonnade.cli;

import dev.colonnade.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a query and writes its rows. */
@Command(
        name = "query",
        description = "Runs one SELECT and writes its rows.",
        footer = {
            "",
            "Example:",
            "  colonnade query \"select origin, max(temp) from w where month = $$m group by origin\" \\",
            "      --dataset w=examples/data/weather --param m=7 --format csv"
        },
        mixinStandardHelpOptions = true)
final class QueryCommand implements Runnable {
    private final Terminal terminal;

    @Mixin
    private SqlOptions sql = new SqlOptions();

    @Mixin
    private SessionOptions options = new SessionOptions();

    @Mixin
    private ResultOptions result = new ResultOptions();

    QueryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        try (Session session = options.open(terminal)) {
            result.write(sql.frame(session).batches(), terminal);
        }
    }
}
