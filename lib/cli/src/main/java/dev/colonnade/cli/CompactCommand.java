package dev.colonnade.cli;

import dev.colonnade.DatasetMaintenance;
import dev.colonnade.Session;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Merges small files of a dataset. */
@Command(
        name = "compact",
        description =
                "Merges small files and row groups of a dataset, and divides large files; readers and writers may go on.",
        mixinStandardHelpOptions = true)
final class CompactCommand implements Runnable {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "the dataset's directory")
    private Path directory = Path.of("");

    @Mixin
    private LayoutFlags layout = new LayoutFlags();

    @Mixin
    private SessionOptions options = new SessionOptions();

    @Option(names = "--dry-run", description = "says what would be done, and changes nothing")
    private boolean dryRun;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json (one object) or html for the report; default: ${DEFAULT-VALUE}")
    private ReportFormat format = ReportFormat.TABLE;

    CompactCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        try (Session session = options.open(terminal)) {
            DatasetMaintenance maintenance = session.open(directory.toString()).maintain();
            terminal.print(format.write((dryRun ? maintenance.dryRun() : maintenance).compact(layout.layout())));
        }
    }
}
