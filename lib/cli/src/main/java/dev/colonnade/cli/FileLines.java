package dev.colonnade.cli;

import dev.colonnade.batch.Table;
import dev.colonnade.source.DataFile;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a dataset as rows. */
final class FileLines {
    private FileLines() {}

    /** Column {@code partition} has the partition values as a struct; without partition columns it is left out. */
    static Table of(List<DataFile> files, List<Field> keys) {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.required("file", DataType.STRING));
        if (!keys.isEmpty()) {
            fields.add(Field.required("partition", DataType.struct(keys)));
        }
        fields.add(Field.required("rows", DataType.INT64));
        fields.add(Field.required("row_groups", DataType.INT64));
        fields.add(Field.required("bytes", DataType.INT64));
        fields.add(Field.required("modified", DataType.timestampUtc(Resolution.NANOS)));
        return Table.ofRows(
                Schema.of(fields), files.stream().map(file -> row(file, keys)).toList());
    }

    private static List<Object> row(DataFile file, List<Field> keys) {
        List<Object> row = new ArrayList<>();
        row.add(file.path().toString());
        if (!keys.isEmpty()) {
            row.add(partition(file, keys));
        }
        row.add(file.rowCount());
        row.add((long) file.rowGroups().size());
        row.add(file.sizeBytes());
        row.add(Instant.ofEpochSecond(0, file.modifiedNanos()));
        return row;
    }

    private static Map<String, @Nullable Object> partition(DataFile file, List<Field> keys) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            values.put(keys.get(i).name(), file.partitionValues().get(i));
        }
        return values;
    }
}
