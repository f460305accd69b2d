/**
 * Writing datasets: from a plan to new files in a dataset's directory, all of them or none.
 *
 * <p>A {@link dev.colonnade.write.DatasetChange} says what is to become of a dataset; {@link dev.colonnade.write.DatasetWriter} carries it out, alone or with others. It settles partition keys and columns, has an engine write into a stage, names the
 * files, and hands the change to the {@code commit} room; {@link dev.colonnade.write.DatasetHistory} reads and restores earlier
 * versions.
 */
@NullMarked
package dev.colonnade.write;

import org.jspecify.annotations.NullMarked;
