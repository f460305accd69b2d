package dev.colonnade.cli;

import dev.colonnade.backend.FileVerification;
import dev.colonnade.batch.Table;
import dev.colonnade.maintain.LogCheck;
import dev.colonnade.parquet.ParquetVerifier;
import dev.colonnade.source.CurrentFiles;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Decodes every page of some files. */
@Command(
        name = "verify",
        description =
                "Decodes every page and compares it with footers, indexes, checksums and the dataset's log; fails if something is wrong.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private static final Schema COLUMNS = Schema.of(
            Field.required("file", DataType.STRING),
            Field.required("rows", DataType.INT64),
            Field.required("row_groups", DataType.INT64),
            Field.required("pages", DataType.INT64),
            Field.required("values", DataType.INT64),
            Field.required("checksums", DataType.INT64),
            Field.required("problems", DataType.INT64));

    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files, directories or globs")
    private List<String> paths = List.of();

    @Mixin
    private ResultOptions result = new ResultOptions();

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Problems are told as sentences; the table counts those of files. */
    @Override
    public Integer call() {
        List<List<Object>> lines = new ArrayList<>();
        boolean sound = true;
        for (Path file : CurrentFiles.at(paths)) {
            FileVerification found = ParquetVerifier.verify(file);
            found.problems().forEach(problem -> terminal.err().println(problem));
            sound &= found.isSound();
            lines.add(List.of(
                    file.toString(),
                    found.rows(),
                    (long) found.rowGroups(),
                    found.pages(),
                    found.values(),
                    found.checksums(),
                    (long) found.problems().size()));
        }
        for (String problem : LogCheck.at(paths)) {
            terminal.err().println(problem);
            sound = false;
        }
        result.writeUncut(Table.ofRows(COLUMNS, lines), terminal);
        return sound ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
