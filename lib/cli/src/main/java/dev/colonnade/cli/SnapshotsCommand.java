package dev.colonnade.cli;

import dev.colonnade.commit.Snapshot;
import dev.colonnade.write.DatasetHistory;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes the versions of a dataset. */
@Command(
        name = "snapshots",
        description = "Writes the versions of a dataset that this library has written.",
        mixinStandardHelpOptions = true)
final class SnapshotsCommand implements Runnable {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "the dataset's directory")
    private Path directory = Path.of("");

    @Mixin
    private ResultOptions result = new ResultOptions();

    SnapshotsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        List<Snapshot> snapshots = DatasetHistory.of(directory).snapshots();
        result.write(SnapshotLines.of(snapshots), terminal);
    }
}
