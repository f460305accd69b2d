package dev.colonnade.write;

import java.util.Optional;
import java.util.function.LongFunction;

/**
 * A rewrite that is to be carried out.
 *
 * @param what for the log, if its options have no note
 * @param changes what it does to rows, given the number of rows written
 * @param scope the rows that it is about, if it stays the same whatever becomes of others
 */
record Planned(Rewrite rewrite, String what, LongFunction<Optional<RowChanges>> changes, Optional<RowScope> scope) {}
