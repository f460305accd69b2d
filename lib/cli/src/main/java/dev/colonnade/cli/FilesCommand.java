package dev.colonnade.cli;

import dev.colonnade.ParquetDataset;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes the files of a dataset. */
@Command(
        name = "files",
        description = "Writes the files of a dataset, from their footers.",
        mixinStandardHelpOptions = true)
final class FilesCommand implements Runnable {
    private final Terminal terminal;

    @Mixin
    private ManifestFlags manifest = new ManifestFlags();

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files, directories or globs, as one dataset")
    private List<String> paths = List.of();

    @Mixin
    private ResultOptions result = new ResultOptions();

    FilesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        ParquetDataset dataset = ParquetDataset.open(paths, manifest.datasets());
        result.writeUncut(FileLines.of(dataset.files(), dataset.partitions()), terminal);
    }
}
