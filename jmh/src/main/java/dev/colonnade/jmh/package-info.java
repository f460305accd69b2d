/**
 * Benchmarks: what the library adds to a query, and how fast results become Java columns, each against the bare driver
 * in the same run. Claims about speed are made here and in no unit test.
 */
@NullMarked
package dev.colonnade.jmh;

import org.jspecify.annotations.NullMarked;
