/**
 * Keeping the directory of a dataset in order: {@link dev.colonnade.maintain.Maintenance} decides which files to rewrite, take out
 * or add, and does it by commits of the {@code write} room; {@link dev.colonnade.maintain.Health} measures what would help;
 * {@link dev.colonnade.maintain.Schedule} says when it is done by itself.
 *
 * <p>Files are looked at through their footers. Rows are moved by an engine, which {@link dev.colonnade.maintain.Work} stands for.
 */
@NullMarked
package dev.colonnade.maintain;

import org.jspecify.annotations.NullMarked;
