package dev.colonnade.cli;

import dev.colonnade.ParquetDataset;
import dev.colonnade.batch.Table;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.type.Field;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files, directories or globs, as one dataset")
    private List<String> paths = List.of();

    @Mixin
    private ResultOptions result = new ResultOptions();

    FilesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record FileLine(String file, String partition, long rows, int groups, long bytes, Instant modified) {
        static FileLine of(DataFile file, List<Field> keys) {
            return new FileLine(
                    file.path().toString(),
                    partition(file, keys),
                    file.rowCount(),
                    file.rowGroups().size(),
                    file.sizeBytes(),
                    Instant.ofEpochSecond(0, file.modifiedNanos()));
        }

        private static String partition(DataFile file, List<Field> keys) {
            return IntStream.range(0, keys.size())
                    .mapToObj(i ->
                            keys.get(i).name() + "=" + file.partitionValues().get(i))
                    .collect(Collectors.joining(", "));
        }
    }

    @Override
    public void run() {
        ParquetDataset dataset = ParquetDataset.open(paths, DatasetOptions.defaults());
        result.write(
                Table.ofRecords(
                        FileLine.class,
                        dataset.files().stream()
                                .map(f -> FileLine.of(f, dataset.partitions()))
                                .toList()),
                terminal);
    }
}
