/**
 * The ways in which Colonnade says no: one unchecked root with a stable {@link dev.colonnade.error.ErrorCode}, a few
 * subtypes by phase (opening data, building a plan, running a query) and the search for the nearest name.
 *
 * <p>A message is one sentence that names the file, the column and the remedy.
 */
@NullMarked
package dev.colonnade.error;

import org.jspecify.annotations.NullMarked;
