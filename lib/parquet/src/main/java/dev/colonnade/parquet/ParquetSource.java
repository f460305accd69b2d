package dev.colonnade.parquet;

import dev.colonnade.batch.BatchStream;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.parquet.hadoop.metadata.BlockMetaData;

/** A Parquet file whose footer has been read. Holds nothing open, so there is nothing to close; streams are independent. */
public final class ParquetSource {
    private final OpenFile file;
    private final KeySource keys;

    private ParquetSource(OpenFile file, KeySource keys) {
        this.file = file;
        this.keys = keys;
    }

    /** @throws dev.colonnade.error.DatasetException naming the file, if it is none that can be read */
    public static ParquetSource open(Path path) {
        return open(path, KeySource.NONE);
    }

    /**
     * Opens an encrypted file; one that is not encrypted opens as well.
     *
     * @throws dev.colonnade.error.DatasetException naming the file and the key, if its footer does not decrypt
     */
    public static ParquetSource open(Path path, KeySource keys) {
        return new ParquetSource(OpenFile.open(path, keys), keys);
    }

    public Path path() {
        return file.path();
    }

    /** The columns, with the types and names that {@code ParquetDataset} gives them. */
    public Schema schema() {
        return file.schema();
    }

    public long rowCount() {
        return file.footer().getBlocks().stream()
                .mapToLong(BlockMetaData::getRowCount)
                .sum();
    }

    public int rowGroupCount() {
        return file.footer().getBlocks().size();
    }

    /** The rows of a row group. */
    public long rowCount(int rowGroup) {
        return file.footer().getBlocks().get(rowGroup).getRowCount();
    }

    /** The key-value metadata of the file, by key. */
    public Map<String, String> metadata() {
        return new TreeMap<>(file.footer().getFileMetaData().getKeyValueMetaData());
    }

    /** Everything, in file order. */
    public BatchStream read() {
        return read(SourceOptions.defaults());
    }

    /**
     * A stream that opens the file anew. Its failures are {@link dev.colonnade.error.DatasetException}s that name file, column and row
     * group.
     *
     * @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN
     */
    public BatchStream read(SourceOptions options) {
        OpenFile own = keys == KeySource.NONE ? file : OpenFile.open(file.path(), keys);
        Schema schema = options.columns().map(own.schema()::select).orElse(own.schema());
        int[] groups = options.rowGroups()
                .map(numbers -> numbers.stream().mapToInt(Integer::intValue).toArray())
                .orElseGet(() -> IntStream.range(0, rowGroupCount()).toArray());
        return new FileStream(own, schema, groups, options.batchRows());
    }
}
