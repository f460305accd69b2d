/**
 * What every backend promises, as tests: {@link dev.colonnade.contract.BackendContract} is one suite per promise of the
 * SPI, and a backend's module extends it. The files that the tests read are written by DuckDB's own JDBC driver
 * ({@link dev.colonnade.contract.Raw}, {@link dev.colonnade.contract.ParquetTables}), which therefore is on the test class
 * path of each backend's module.
 */
@NullMarked
package dev.colonnade.contract;

import org.jspecify.annotations.NullMarked;
