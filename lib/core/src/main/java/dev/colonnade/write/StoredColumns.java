package dev.colonnade.write;

import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of files, which are those of a dataset but its partition keys.
 *
 * @param schema of the files
 * @param keys names of the partition keys
 */
record StoredColumns(Schema schema, List<String> keys) {
    static StoredColumns of(Keys keys) {
        return of(keys.plan().schema(), keys.names());
    }

    static StoredColumns of(FileSet dataset) {
        return of(
                dataset.schema(),
                dataset.partitionFields().stream().map(Field::name).toList());
    }

    private static StoredColumns of(Schema all, List<String> keys) {
        return new StoredColumns(
                all.select(all.names().stream()
                        .filter(name -> !keys.contains(name))
                        .toList()),
                keys);
    }

    /** @throws PlanException if a format names what is not stored, or asks for what no engine does that may write */
    void require(RowEngine engine, ParquetFormat format) {
        Set<String> asked = new LinkedHashSet<>(format.columns().keySet());
        format.statistics().ifPresent(asked::addAll);
        if (!asked.isEmpty()) {
            List<String> paths = new ArrayList<>();
            schema.fields().forEach(field -> addPaths(field.name(), field.type(), paths));
            asked.forEach(name -> requireStored(name, paths));
        }
        engine.require(format);
    }

    private void requireStored(String name, List<String> paths) {
        if (keys.contains(name)) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Column '" + name
                            + "' is a partition key, which files do not store: leave it out of what is said of columns.");
        }
        if (!paths.contains(name)) {
            throw new PlanException(
                    ErrorCode.NO_SUCH_COLUMN,
                    "No column '" + name + "' to write in (" + schema.summary() + ")." + Nearest.hint(name, paths));
        }
    }

    private static void addPaths(String path, DataType type, List<String> paths) {
        paths.add(path);
        if (type instanceof DataType.ListType list) {
            addPaths(path + ".element", list.element().type(), paths);
        } else if (type instanceof DataType.MapType map) {
            addPaths(path + ".key", map.key().type(), paths);
            addPaths(path + ".value", map.value().type(), paths);
        } else if (type instanceof DataType.StructType struct) {
            struct.fields().forEach(field -> addPaths(path + "." + field.name(), field.type(), paths));
        }
    }
}
