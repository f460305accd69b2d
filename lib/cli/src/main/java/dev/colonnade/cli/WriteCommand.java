package dev.colonnade.cli;

import dev.colonnade.Session;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a query and writes its rows as a dataset. */
@Command(
        name = "write",
        description = "Runs one SELECT and writes its rows as Parquet files, all of them or none.",
        footer = {
            "",
            "Example:",
            "  colonnade write \"select * from w where wind_gust > 40\" --dataset w=examples/data/weather \\",
            "      --to storms --partition-by origin,month --sort-by time_hour"
        },
        mixinStandardHelpOptions = true)
final class WriteCommand implements Runnable {
    private final Terminal terminal;

    @Mixin
    private SqlOptions sql = new SqlOptions();

    @Mixin
    private SessionOptions options = new SessionOptions();

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "the dataset's directory")
    private String to = "";

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "fail-if-exists",
            description = "fail-if-exists, append, overwrite or overwrite-partitions; default: ${DEFAULT-VALUE}")
    private String mode = "";

    @Option(names = "--partition-by", split = ",", paramLabel = "COLUMN", description = "directories by these columns")
    private List<String> partitionBy = List.of();

    @Option(names = "--sort-by", split = ",", paramLabel = "COLUMN", description = "rows ascend by these in each file")
    private List<String> sortBy = List.of();

    @Option(names = "--compression", paramLabel = "CODEC[:LEVEL]", description = "such as zstd:3, snappy, uncompressed")
    private @Nullable String compression;

    @Option(names = "--note", paramLabel = "TEXT", description = "what the log of the dataset says of this write")
    private String note = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table (one line) or json (one object) for the report; default: ${DEFAULT-VALUE}")
    private String format = "";

    WriteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        WriteOptions how = writeOptions();
        if (!format.equals("table") && !format.equals("json")) {
            throw new UsageException("A report is written as table or json, not as '" + format + "'.");
        }
        try (Session session = options.open(terminal)) {
            WriteReport report = sql.frame(session).write(to, how);
            terminal.print(format.equals("json") ? json(report, how) : report + "\n");
        }
    }

    private WriteOptions writeOptions() {
        WriteOptions how = WriteOptions.defaults().withMode(writeMode()).withNote(note);
        if (!partitionBy.isEmpty()) {
            how = how.withPartitionBy(partitionBy.toArray(String[]::new));
        }
        if (!sortBy.isEmpty()) {
            how = how.withSortBy(sortBy.toArray(String[]::new));
        }
        return compression == null ? how : CompressionText.apply(compression, how);
    }

    private WriteMode writeMode() {
        try {
            return WriteMode.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "'" + mode + "' is no mode: write fail-if-exists, append, overwrite or overwrite-partitions.");
        }
    }

    private static String json(WriteReport report, WriteOptions how) {
        return String.format(
                Locale.ROOT,
                "{\"version\":%d,\"mode\":\"%s\",\"rows\":%d,\"files\":%d,\"replacedFiles\":%d,\"rowGroups\":%d,\"bytes\":%d,"
                        + "\"codecRatio\":%.3f,\"millis\":%d}\n",
                report.version(),
                how.mode(),
                report.rows(),
                report.files().size(),
                report.replacedFiles(),
                report.rowGroups(),
                report.bytes(),
                report.codecRatio(),
                report.time().toMillis());
    }
}
