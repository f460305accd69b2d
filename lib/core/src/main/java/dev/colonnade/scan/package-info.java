/**
 * From a scan node to the work it leaves: {@link dev.colonnade.scan.ScanPlanner} drops the files and row groups that
 * cannot hold a matching row, by partition values and then by statistics, before any engine starts;
 * {@link dev.colonnade.scan.ScanTask} is what is left and {@link dev.colonnade.scan.ScanReport} says what was dropped
 * and why.
 */
@NullMarked
package dev.colonnade.scan;

import org.jspecify.annotations.NullMarked;
