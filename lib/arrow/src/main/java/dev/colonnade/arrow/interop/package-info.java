/**
 * Tables, batches and streams of the library as Arrow's own Java objects and C structs, and the other way round: see
 * {@link dev.colonnade.arrow.interop.ArrowInterop}.
 *
 * <p>Buffers are shared where both sides lay them out alike. What comes in is memory that Java's garbage collector gives back:
 * each {@link dev.colonnade.arrow.interop.NativeHold} is one reference to foreign memory, released once, when the last vector over
 * it is gone. What goes out is reference-counted as Arrow has it.
 */
@NullMarked
package dev.colonnade.arrow.interop;

import org.jspecify.annotations.NullMarked;
