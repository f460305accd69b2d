/**
 * The {@code colonnade} command: one class per subcommand, results on standard output, everything else on standard error.
 *
 * <p>Exit codes: 0 done, 1 failed (one sentence on standard error), 2 wrong usage. The commands hold no logic of their own;
 * what they print is what the library's faces return.
 */
@NullMarked
package dev.colonnade.cli;

import org.jspecify.annotations.NullMarked;
