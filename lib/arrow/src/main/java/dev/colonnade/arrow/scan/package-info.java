/**
 * One Parquet file read by Arrow Dataset: {@link dev.colonnade.arrow.scan.FileScan} gives the rows of a file as batches of
 * the types that the file stores, with the columns and the filter that it is asked for. It speaks to the native library
 * through its JNI classes and reads the arrays through {@code dev.colonnade.cdata}, so it needs no allocator and no JVM flag.
 */
@NullMarked
package dev.colonnade.arrow.scan;

import org.jspecify.annotations.NullMarked;
