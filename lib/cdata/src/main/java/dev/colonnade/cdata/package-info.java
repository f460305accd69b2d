/**
 * Arrays of the Arrow C data interface as batches, with no allocator and no JVM flag. {@link
 * dev.colonnade.cdata.ArrowArray} and {@link dev.colonnade.cdata.ArrowField} are the two C structs as records, and {@link
 * dev.colonnade.cdata.BatchReader} copies what they point to. The arrays stay their producer's: it releases them.
 */
@NullMarked
package dev.colonnade.cdata;

import org.jspecify.annotations.NullMarked;
