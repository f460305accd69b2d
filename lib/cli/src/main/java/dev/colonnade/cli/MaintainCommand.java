package dev.colonnade.cli;

import dev.colonnade.DatasetMaintenance;
import dev.colonnade.Session;
import dev.colonnade.maintain.Health;
import dev.colonnade.maintain.HealthLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a dataset and does what helps. */
@Command(
        name = "maintain",
        description = "Measures the health of a dataset and does what helps: compact or sort, then vacuum.",
        footer = {"", "Example:", "  colonnade maintain data/sales --sort-by sold_at --dry-run"},
        mixinStandardHelpOptions = true)
final class MaintainCommand implements Runnable {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "the dataset's directory")
    private Path directory = Path.of("");

    @Mixin
    private LayoutFlags layout = new LayoutFlags();

    @Mixin
    private SessionOptions options = new SessionOptions();

    @Option(names = "--sort-by", split = ",", paramLabel = "COLUMN", description = "rows are to be ordered by these")
    private List<String> sortBy = List.of();

    @Option(
            names = "--retention-days",
            paramLabel = "N",
            defaultValue = "7",
            description = "how long replaced files are kept; default: ${DEFAULT-VALUE}")
    private long retentionDays = 7;

    @Option(names = "--dry-run", description = "says what would be done, and changes nothing")
    private boolean dryRun;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json (one object a line) or html for the reports; default: ${DEFAULT-VALUE}")
    private ReportFormat format = ReportFormat.TABLE;

    MaintainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The health first, then a report for each thing that was done. */
    @Override
    public void run() {
        HealthLimits limits = HealthLimits.defaults()
                .withLayout(layout.layout())
                .withOrder(sortBy.toArray(String[]::new))
                .withRetention(Duration.ofDays(retentionDays));
        try (Session session = options.open(terminal)) {
            DatasetMaintenance all = session.open(directory.toString()).maintain();
            DatasetMaintenance maintenance = dryRun ? all.dryRun() : all;
            Health health = maintenance.health(limits);
            terminal.print(format.write(health));
            maintenance.run(health).forEach(report -> terminal.print(separated(format.write(report))));
        }
    }

    private String separated(String report) {
        return format == ReportFormat.TABLE ? "\n" + report : report;
    }
}
