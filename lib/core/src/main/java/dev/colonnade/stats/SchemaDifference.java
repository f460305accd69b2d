package dev.colonnade.stats;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One of the ways in which files store a column about which they differ.
 *
 * @param column its name
 * @param type its type there, null where it is missing
 * @param files how many files have it so
 * @param example the first of them in file order
 */
public record SchemaDifference(String column, @Nullable String type, long files, Path example) {}
