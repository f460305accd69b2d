package dev.colonnade.stats;

import dev.colonnade.type.DataType;

/**
 * One partition column.
 *
 * @param key its name
 * @param type its type
 * @param values how many different values it has, null among them
 * @param rows how rows are spread over its values
 * @param bytes how bytes of files are spread over its values
 */
public record PartitionKey(String key, DataType type, long values, Distribution rows, Distribution bytes) {}
