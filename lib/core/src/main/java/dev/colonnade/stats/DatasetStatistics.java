package dev.colonnade.stats;

import dev.colonnade.source.FileSet;
import java.time.Instant;
import java.util.List;

/**
 * What footers and the listing say about a dataset as it was when it was opened.
 *
 * @param locations what was opened, as given
 * @param snapshot the id of the snapshot
 * @param rows rows of all files
 * @param bytes size of all files
 * @param oldest when the file that changed longest ago did
 * @param newest when the file that changed last did
 * @param fileBytes how bytes are spread over files
 * @param fileRows how rows are spread over files
 * @param rowGroupRows how rows are spread over row groups
 * @param rowGroupBytes how compressed bytes are spread over row groups
 * @param small the files and row groups that are small
 * @param columns how each stored column and each part of nested ones is stored, in the order in which files first have it
 * @param schemaDifferences the columns that not all files have with the same type, each way in which files have them;
 *     partition columns do not count
 * @param partitionKeys the partition columns, outermost first
 * @param rowsPerPartition how rows are spread over combinations of partition values; of no parts if there are no keys
 */
public record DatasetStatistics(
        List<String> locations,
        String snapshot,
        long rows,
        long bytes,
        Instant oldest,
        Instant newest,
        Distribution fileBytes,
        Distribution fileRows,
        Distribution rowGroupRows,
        Distribution rowGroupBytes,
        SmallParts small,
        List<ColumnStorage> columns,
        List<SchemaDifference> schemaDifferences,
        List<PartitionKey> partitionKeys,
        Distribution rowsPerPartition)
        implements Report {
    public DatasetStatistics {
        locations = List.copyOf(locations);
        columns = List.copyOf(columns);
        schemaDifferences = List.copyOf(schemaDifferences);
        partitionKeys = List.copyOf(partitionKeys);
    }

    /**
     * Files and row groups that are small.
     *
     * @param options what is small
     * @param files how many files are
     * @param fileBytes the bytes of these
     * @param rowGroups how many row groups are
     * @param rowGroupRows the rows of these
     */
    public record SmallParts(ReportOptions options, long files, long fileBytes, long rowGroups, long rowGroupRows) {}

    /** Reads the statistics of all columns, in one pass over the files. */
    public static DatasetStatistics of(FileSet files, ReportOptions options) {
        return new DatasetScan(files, options).result();
    }

    public long files() {
        return fileBytes.parts();
    }

    public long rowGroups() {
        return rowGroupRows.parts();
    }

    /** What deserves attention by the limits of the options, one sentence each. */
    public List<String> alerts() {
        return Alerts.of(this);
    }

    @Override
    public Content content() {
        return DatasetContent.of(this);
    }

    @Override
    public String toString() {
        return toText();
    }
}
