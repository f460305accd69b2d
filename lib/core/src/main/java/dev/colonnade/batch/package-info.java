/**
 * Columnar memory: a {@link dev.colonnade.batch.Batch} is a schema, a row count and one
 * {@link dev.colonnade.batch.ColumnVector} per column; a {@link dev.colonnade.batch.Table} is all batches of a result; a
 * {@link dev.colonnade.batch.BatchStream} hands them over one at a time.
 *
 * <p>Vectors follow the Arrow columnar format (validity bitmap, little-endian values, int32 offsets) on
 * {@code java.nio} buffers that the garbage collector owns: nothing here is closed or reference-counted, no JVM flag is
 * needed, and every vector is immutable. Buffers are heap, direct or mapped, whichever the producer has: an
 * {@link dev.colonnade.batch.IpcFile} is a mapped Arrow IPC file, {@link dev.colonnade.batch.BatchWriter#arrow} writes one.
 */
@NullMarked
package dev.colonnade.batch;

import org.jspecify.annotations.NullMarked;
