package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How to open a dataset.
 *
 * @param schemaMode how the files' schemas become one
 * @param partitionStyle what directory names mean
 * @param partitionTypes types of partition keys, by name, instead of the ones their values suggest
 * @param parallelism how many footers are read at a time, at least 1
 * @param manifest how what is known of the files is kept between opens
 */
public record DatasetOptions(
        SchemaMode schemaMode,
        PartitionStyle partitionStyle,
        Map<String, DataType> partitionTypes,
        int parallelism,
        ManifestOptions manifest) {
    private static final DatasetOptions DEFAULTS = new DatasetOptions(
            SchemaMode.UNION,
            PartitionStyle.HIVE,
            Map.of(),
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            ManifestOptions.defaults());

    public DatasetOptions {
        partitionTypes = Collections.unmodifiableMap(new TreeMap<>(partitionTypes));
        if (parallelism < 1) {
            throw new DatasetException(
                    ErrorCode.INVALID_ARGUMENT, "The parallelism is " + parallelism + ": it must be at least 1.");
        }
    }

    /** {@link SchemaMode#UNION}, hive partitions with inferred types, one footer per processor and at least two. */
    public static DatasetOptions defaults() {
        return DEFAULTS;
    }

    public DatasetOptions withSchemaMode(SchemaMode mode) {
        return new DatasetOptions(mode, partitionStyle, partitionTypes, parallelism, manifest);
    }

    public DatasetOptions withPartitionStyle(PartitionStyle style) {
        return new DatasetOptions(schemaMode, style, partitionTypes, parallelism, manifest);
    }

    /** These options with one more declared partition type. */
    public DatasetOptions withPartitionType(String key, DataType type) {
        Map<String, DataType> types = new TreeMap<>(partitionTypes);
        types.put(key, type);
        return new DatasetOptions(schemaMode, partitionStyle, types, parallelism, manifest);
    }

    public DatasetOptions withPartitionTypes(Map<String, DataType> types) {
        return new DatasetOptions(schemaMode, partitionStyle, types, parallelism, manifest);
    }

    public DatasetOptions withParallelism(int footersAtOnce) {
        return new DatasetOptions(schemaMode, partitionStyle, partitionTypes, footersAtOnce, manifest);
    }

    public DatasetOptions withManifest(ManifestOptions options) {
        return new DatasetOptions(schemaMode, partitionStyle, partitionTypes, parallelism, options);
    }

    public DatasetOptions withManifestMode(ManifestMode mode) {
        return withManifest(manifest.withMode(mode));
    }
}
