package dev.colonnade.source;

import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Parquet file of a dataset, as its footer describes it.
 *
 * @param path where it is, in the form of the location it was found by: relative if that was relative
 * @param sizeBytes its size
 * @param modifiedNanos its modification time, in nanoseconds since 1970 UTC
 * @param rowCount its rows
 * @param schema the columns stored in this file; files of equal schemas share one instance
 * @param rowGroups its row groups in stored order; those of a {@link FileSet} are made when they are asked for
 * @param partitionValues one Java value or null per partition field of the {@link FileSet}, in that order
 */
public record DataFile(
        Path path,
        long sizeBytes,
        long modifiedNanos,
        long rowCount,
        Schema schema,
        List<RowGroup> rowGroups,
        List<@Nullable Object> partitionValues) {
    public DataFile {
        rowGroups = Collections.unmodifiableList(rowGroups);
        partitionValues = Collections.unmodifiableList(partitionValues);
    }
}
