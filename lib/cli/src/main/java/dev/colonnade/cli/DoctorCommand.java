package dev.colonnade.cli;

import dev.colonnade.Session;
import dev.colonnade.backend.Check;
import dev.colonnade.batch.ShowOptions;
import dev.colonnade.batch.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Looks whether everything works here. */
@Command(
        name = "doctor",
        description = "Looks whether everything works on this machine; exit code 1 if something does not.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final ShowOptions WHOLE_SENTENCES = new ShowOptions(100, 3, 2_000, 1_000);

    private final Terminal terminal;

    @Mixin
    private SessionOptions options = new SessionOptions();

    @Mixin
    private ResultOptions result = new ResultOptions();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record CheckLine(String check, String status, String finding) {
        static CheckLine of(Check check) {
            return new CheckLine(check.name(), check.status().name().toLowerCase(Locale.ROOT), check.finding());
        }
    }

    @Override
    public Integer call() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(
                "java",
                Check.Status.OK,
                Runtime.version() + " on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                        + ", heap "
                        + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB, "
                        + Runtime.getRuntime().availableProcessors() + " processors"));
        try (Session session = options.open(terminal)) {
            checks.addAll(session.doctor());
        }
        Table lines = Table.ofRecords(
                CheckLine.class, checks.stream().map(CheckLine::of).toList());
        result.write(lines, terminal, WHOLE_SENTENCES);
        boolean failed = checks.stream().anyMatch(c -> c.status() == Check.Status.FAILED);
        return failed ? ExitCode.SOFTWARE : ExitCode.OK;
    }
}
