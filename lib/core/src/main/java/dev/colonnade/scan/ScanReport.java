package dev.colonnade.scan;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a scan leaves out before an engine starts, and what it reads.
 *
 * @param dataset the locations, as given
 * @param filesTotal files of the snapshot
 * @param filesRead files left
 * @param rowGroupsTotal row groups of the snapshot
 * @param rowGroupsRead row groups left in these files
 * @param bytesTotal compressed bytes of all columns of all row groups
 * @param bytesRead compressed bytes of the columns needed in the row groups left
 * @param rowsTotal rows of the snapshot
 * @param rowsRead rows of the row groups left: an upper bound of what the scan delivers
 * @param steps what each kind of evidence pruned, in the order of use
 */
public record ScanReport(
        String dataset,
        long filesTotal,
        long filesRead,
        long rowGroupsTotal,
        long rowGroupsRead,
        long bytesTotal,
        long bytesRead,
        long rowsTotal,
        long rowsRead,
        List<Step> steps) {
    public ScanReport {
        steps = List.copyOf(steps);
    }

    /**
     * One kind of evidence.
     *
     * @param evidence such as {@code partition day}, {@code statistics price}, {@code bloom id}, {@code page index id},
     *     {@code statistics only}, {@code join id} or {@code limit}
     * @param files files pruned by it
     * @param rowGroups row groups pruned by it inside files that are read
     */
    public record Step(String evidence, long files, long rowGroups) {
        @Override
        public String toString() {
            return evidence + ": " + count(files) + (rowGroups == 0 ? "" : " + " + count(rowGroups) + " row groups");
        }
    }

    /** One line: {@code files 10,000 -> 3 (partition day: 9,997), row groups 10,000 -> 3, ..}. */
    @Override
    public String toString() {
        String why =
                steps.isEmpty() ? "" : steps.stream().map(Step::toString).collect(Collectors.joining(", ", " (", ")"));
        return "files " + arrow(filesTotal, filesRead) + why + ", row groups " + arrow(rowGroupsTotal, rowGroupsRead)
                + ", rows " + arrow(rowsTotal, rowsRead) + ", bytes " + arrow(bytesTotal, bytesRead);
    }

    private static String arrow(long total, long read) {
        return total == read ? count(total) : count(total) + " -> " + count(read);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
