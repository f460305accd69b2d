/**
 * Work over whole vectors: {@link dev.colonnade.arrow.compute.RowFilter} keeps the rows for which a condition is true,
 * {@link dev.colonnade.arrow.compute.Reconciliation} gives a file's columns the types of the dataset,
 * {@link dev.colonnade.arrow.compute.RunningAggregates} adds batches up.
 *
 * <p>An expression is compiled once into a {@link dev.colonnade.arrow.compute.Program} of nodes, or refused as a whole with a
 * {@link dev.colonnade.arrow.compute.Refusal}. A program runs over blocks of {@link dev.colonnade.arrow.compute.Lanes}; no value
 * becomes a Java object.
 */
@NullMarked
package dev.colonnade.arrow.compute;

import org.jspecify.annotations.NullMarked;
