package dev.colonnade.cli;

import dev.colonnade.Session;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.write.ConflictPolicy;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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

    @Option(
            names = "--partition-by",
            split = ",(?![^(]*[)])",
            paramLabel = "KEY",
            description = "directories by these columns, or by year(c), month(c), day(c), truncate(n, c), bucket(n, c)")
    private List<String> partitionBy = List.of();

    @Option(
            names = "--sort-by",
            split = ",",
            paramLabel = "COLUMN",
            description = "the order of rows in each file; c:desc descends")
    private List<String> sortBy = List.of();

    @Mixin
    private FileFlags files = new FileFlags();

    @Option(
            names = "--conflicts",
            paramLabel = "POLICY",
            defaultValue = "merge",
            description =
                    "if somebody commits meanwhile: merge (go on where nothing that is replaced has changed), fail,"
                            + " or retry:N; default: ${DEFAULT-VALUE}")
    private String conflicts = "";

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
            terminal.print(format.equals("json") ? report.toJson() : report + "\n");
        }
    }

    private WriteOptions writeOptions() {
        WriteOptions how = WriteOptions.defaults().withMode(writeMode()).withNote(note);
        if (!partitionBy.isEmpty()) {
            how = how.withPartitionBy(
                    partitionBy.stream().map(KeyText::partition).toArray(Expr[]::new));
        }
        if (!sortBy.isEmpty()) {
            how = how.withSortBy(sortBy.stream().map(KeyText::sort).toArray(SortKey[]::new));
        }
        return files.apply(how.withConflicts(policy()));
    }

    private ConflictPolicy policy() {
        if (conflicts.matches("retry:\\d{1,4}")) {
            return ConflictPolicy.retry(Integer.parseInt(conflicts.substring(6)), Duration.ofMillis(50));
        }
        return switch (conflicts) {
            case "merge" -> ConflictPolicy.merge();
            case "fail" -> ConflictPolicy.fail();
            default ->
                throw new UsageException("'" + conflicts + "' is no way with conflicts: write merge, fail or retry:3.");
        };
    }

    private WriteMode writeMode() {
        try {
            return WriteMode.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "'" + mode + "' is no mode: write fail-if-exists, append, overwrite or overwrite-partitions.");
        }
    }
}
