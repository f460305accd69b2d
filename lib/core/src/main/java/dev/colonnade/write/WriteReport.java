package dev.colonnade.write;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a write did.
 *
 * @param directory the dataset's
 * @param version what it made
 * @param what what was done, as the log has it
 * @param files the new files, by path
 * @param replacedFiles how many files were taken out
 * @param rowGroups in the new files
 * @param columns stored columns of the new files, in file order
 * @param changes what merge, update and delete did to rows; empty for other writes
 * @param time from the call to the end of the commit
 */
public record WriteReport(
        Path directory,
        long version,
        String what,
        List<Written> files,
        int replacedFiles,
        int rowGroups,
        List<WrittenColumn> columns,
        Optional<RowChanges> changes,
        Duration time) {
    public WriteReport {
        files = List.copyOf(files);
        columns = List.copyOf(columns);
    }

    /**
     * A new file.
     *
     * @param path relative to the dataset's directory
     */
    public record Written(String path, long rows, long bytes) {}

    /** Of the new files. */
    public long rows() {
        return files.stream().mapToLong(Written::rows).sum();
    }

    public long bytes() {
        return files.stream().mapToLong(Written::bytes).sum();
    }

    /** Bytes before compression for each byte of pages in the files; 1 if there are none. */
    public double codecRatio() {
        long compressed =
                columns.stream().mapToLong(WrittenColumn::compressedBytes).sum();
        long uncompressed =
                columns.stream().mapToLong(WrittenColumn::uncompressedBytes).sum();
        return compressed == 0 ? 1 : (double) uncompressed / compressed;
    }

    /** One line. */
    @Override
    public String toString() {
        String replaced = replacedFiles == 0 ? "" : ", " + count(replacedFiles, "file") + " replaced";
        String changed = changes.map(c -> String.format(
                        Locale.ROOT,
                        ", %,d inserted, %,d updated, %,d deleted%s",
                        c.inserted(),
                        c.updated(),
                        c.deleted(),
                        c.skipped() == 0 ? "" : String.format(Locale.ROOT, ", %,d skipped", c.skipped())))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "version %d: %s in %s (%s, %s)%s%s, %,d bytes, compressed %.1f times, %,d ms",
                version,
                count(rows(), "row"),
                count(files.size(), "file"),
                count(rowGroups, "row group"),
                what,
                replaced,
                changed,
                bytes(),
                codecRatio(),
                time.toMillis());
    }

    private static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? thing : thing + "s");
    }

    /** Prints the line. */
    public void show() {
        System.out.println(this);
    }
}
