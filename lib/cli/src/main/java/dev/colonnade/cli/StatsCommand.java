package dev.colonnade.cli;

import dev.colonnade.ParquetDataset;
import dev.colonnade.stats.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what footers say about a dataset or one of its columns. */
@Command(
        name = "stats",
        description = "Writes what the footers of a dataset say: of all files, or of one column.",
        mixinStandardHelpOptions = true)
final class StatsCommand implements Runnable {
    private final Terminal terminal;

    @Mixin
    private ManifestFlags manifest = new ManifestFlags();

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files, directories or globs, as one dataset")
    private List<String> paths = List.of();

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "one column, with dots down to a field of a struct: rows, nulls, bounds, skew, storage")
    private @Nullable String column;

    @Option(
            names = "--clustering",
            paramLabel = "NAME",
            description = "how well the rows are ordered by one column: what a look-up has to open")
    private @Nullable String clustering;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table (aligned text), json (one object) or html (a page); default: ${DEFAULT-VALUE}")
    private ReportFormat format = ReportFormat.TABLE;

    StatsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        if (column != null && clustering != null) {
            throw new UsageException("--column and --clustering are two reports: ask for one.");
        }
        terminal.print(format.write(report(ParquetDataset.open(paths, manifest.datasets()))));
    }

    private Report report(ParquetDataset dataset) {
        if (column != null) {
            return dataset.statistics(column);
        }
        return clustering == null ? dataset.report() : dataset.clustering(clustering);
    }
}
