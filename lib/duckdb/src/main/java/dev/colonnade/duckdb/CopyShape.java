package dev.colonnade.duckdb;

import java.util.Optional;

/**
 * How rows reach the files of a COPY.
 *
 * @param gathered whether they are sorted by the partition keys, which needs little memory however many partitions there are
 * @param cut where files end; if absent, at their size in bytes
 */
record CopyShape(boolean gathered, Optional<FileCut> cut) {
    static final CopyShape PLAIN = new CopyShape(false, Optional.empty());
}
