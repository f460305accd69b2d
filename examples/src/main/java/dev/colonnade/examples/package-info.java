/**
 * Small programs over the real data in {@code examples/data}. Each has a {@code main}, is run by a test, and lends the
 * documentation its code: the lines between {@code // snippet: name} and {@code // end} appear there as they are.
 */
@NullMarked
package dev.colonnade.examples;

import org.jspecify.annotations.NullMarked;
