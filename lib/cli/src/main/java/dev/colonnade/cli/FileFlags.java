package dev.colonnade.cli;

import dev.colonnade.session.DataSize;
import dev.colonnade.write.WriteOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How files are made. */
final class FileFlags {
    @Option(names = "--compression", paramLabel = "CODEC[:LEVEL]", description = "such as zstd:3, snappy, uncompressed")
    private @Nullable String compression;

    @Option(
            names = "--column-compression",
            paramLabel = "COLUMN=CODEC[:LEVEL]",
            description = "of one column; repeatable; with --backend parquet")
    private Map<String, String> columnCompression = new LinkedHashMap<>();

    @Option(names = "--target-file-size", paramLabel = "SIZE", description = "where files end, such as 256MB")
    private @Nullable String fileSize;

    @Option(names = "--row-group-rows", paramLabel = "N", description = "rows of a row group")
    private @Nullable Long rowGroupRows;

    @Option(names = "--row-group-size", paramLabel = "SIZE", description = "where row groups end, such as 32MB")
    private @Nullable String rowGroupSize;

    @Option(names = "--most-files", paramLabel = "N", description = "refuse to make more files; 10000")
    private @Nullable Integer mostFiles;

    @Option(
            names = "--bloom-filters",
            paramLabel = "SHARE",
            description = "Bloom filters with that share of wrong hits, such as 0.01")
    private @Nullable Double bloomFilters;

    @Option(
            names = "--bloom-columns",
            split = ",",
            paramLabel = "COLUMN",
            description = "Bloom filters for these columns alone; with --backend parquet")
    private String[] bloomColumns = {};

    @Option(names = "--metadata", paramLabel = "KEY=VALUE", description = "a pair for the footers; repeatable")
    private Map<String, String> metadata = new LinkedHashMap<>();

    @Option(
            names = "--file-name",
            paramLabel = "PATTERN",
            description = "names of files, with {id} and {n} in them; part-{id}-{n}")
    private @Nullable String fileName;

    WriteOptions apply(WriteOptions plain) {
        WriteOptions how = compression == null ? plain : CompressionText.apply(compression, plain);
        how = fileSize == null
                ? how
                : how.withTargetFileBytes(DataSize.parse(fileSize).bytes());
        how = rowGroupRows == null ? how : how.withRowGroupRows(rowGroupRows);
        how = rowGroupSize == null
                ? how
                : how.withRowGroupBytes(DataSize.parse(rowGroupSize).bytes());
        how = mostFiles == null ? how : how.withMostFiles(mostFiles);
        how = withBloomFilters(how);
        for (Map.Entry<String, String> column : columnCompression.entrySet()) {
            how = CompressionText.apply(column.getKey(), column.getValue(), how);
        }
        how = fileName == null ? how : how.withFileName(fileName);
        for (Map.Entry<String, String> pair : metadata.entrySet()) {
            how = how.withMetadata(pair.getKey(), pair.getValue());
        }
        return how;
    }

    private WriteOptions withBloomFilters(WriteOptions how) {
        if (bloomFilters == null) {
            if (bloomColumns.length > 0) {
                throw new UsageException("--bloom-columns needs --bloom-filters with the share of wrong hits.");
            }
            return how;
        }
        return bloomColumns.length == 0
                ? how.withBloomFilters(bloomFilters)
                : how.withBloomFilters(bloomFilters, bloomColumns);
    }
}
