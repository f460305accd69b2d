package dev.colonnade.cli;

import dev.colonnade.ParquetDataset;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes the columns of a dataset. */
@Command(name = "schema", description = "Writes the columns of a dataset.", mixinStandardHelpOptions = true)
final class SchemaCommand implements Runnable {
    private final Terminal terminal;

    @Mixin
    private ManifestFlags manifest = new ManifestFlags();

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files, directories or globs, as one dataset")
    private List<String> paths = List.of();

    @Mixin
    private ResultOptions result = new ResultOptions();

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        result.write(
                ColumnLine.table(ParquetDataset.open(paths, manifest.datasets()).schema()), terminal);
    }
}
