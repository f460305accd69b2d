package dev.colonnade.maintain;

import dev.colonnade.batch.Table;
import dev.colonnade.stats.Content;
import dev.colonnade.stats.Report;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a look at every page of a dataset found.
 *
 * @param pages data pages that decoded
 * @param values that decoded, nulls included
 * @param checksums pages whose checksum was there and right
 * @param problems one sentence each, in file order; empty if the dataset is sound
 * @param time it took
 */
public record VerificationReport(
        Path directory,
        long files,
        long rows,
        long rowGroups,
        long pages,
        long values,
        long checksums,
        List<String> problems,
        Duration time)
        implements Report {
    private static final Schema PROBLEMS = Schema.of(Field.required("problem", DataType.STRING));

    public VerificationReport {
        problems = List.copyOf(problems);
    }

    /** Whether there is no problem. */
    public boolean isSound() {
        return problems.isEmpty();
    }

    @Override
    public Content content() {
        List<List<Object>> lines = problems.stream().<List<Object>>map(List::of).toList();
        return new Content("Verification")
                .text("directory", directory.toString())
                .flag("sound", isSound())
                .count("files", files)
                .count("rows", rows)
                .count("row_groups", rowGroups)
                .count("pages", pages)
                .count("values", values)
                .count("checksums", checksums)
                .count("millis", time.toMillis())
                .table("problems", Table.ofRows(PROBLEMS, lines));
    }

    @Override
    public String toString() {
        return toText();
    }
}
