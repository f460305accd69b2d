package dev.colonnade.cli;

import dev.colonnade.Session;
import dev.colonnade.session.Validation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Checks a query without running it. */
@Command(
        name = "validate",
        description = "Checks a query without running it and writes the columns that it would give.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private SqlOptions sql = new SqlOptions();

    @Mixin
    private SessionOptions options = new SessionOptions();

    @Mixin
    private ResultOptions result = new ResultOptions();

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = options.open(terminal)) {
            Validation validation = sql.validate(session);
            validation.schema().ifPresent(schema -> result.write(ColumnLine.table(schema), terminal));
            validation.problems().forEach(terminal.err()::println);
            return validation.valid() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
