package dev.colonnade.duckdb;

import dev.colonnade.source.DataFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of which files an instance may read the footer that it has kept. The engine takes a kept footer for that of a file whose
 * device, inode, size and modification time in whole seconds are the same, which a file that is written twice within a second
 * can keep. So a footer is kept only of a file that was last modified long before it is read, and only as long as all queries
 * over the file are of one state of it, by size and exact modification time. Safe for use by several threads.
 */
final class KeptFooters {
    /** How old a file is at least: a later change of it then shows in whole seconds, and on clocks that differ a little. */
    private static final long SETTLED_NANOS = 10_000_000_000L;

    /** How many row groups a query may read. The engine counts footers into its memory limit and forgets the oldest. */
    private static final int ROW_GROUPS = 5_000;

    /** How many files are told apart; footers of further ones are read anew. */
    private static final int FILES = 200_000;

    private final Map<String, State> states = new HashMap<>();

    /** The state of a file whose footer may be kept; one that fits no file, where it may not. */
    private record State(long sizeBytes, long modifiedNanos) {
        private static final State DOUBTFUL = new State(-1, 0);

        static State of(DataFile file) {
            return new State(file.sizeBytes(), file.modifiedNanos());
        }
    }

    /**
     * Whether a query over the files, in the state in which its snapshot has them, may read kept footers and leave its own.
     *
     * @param nowNanos the time, in nanoseconds since 1970 UTC
     */
    synchronized boolean admits(List<DataFile> files, long nowNanos) {
        long rowGroups = 0;
        int unknown = 0;
        for (DataFile file : files) {
            State known = states.get(file.path().toString());
            unknown += known == null ? 1 : 0;
            rowGroups += file.rowGroups().size();
            boolean settled = file.modifiedNanos() < nowNanos - SETTLED_NANOS;
            if (!settled || rowGroups > ROW_GROUPS || known != null && !known.equals(State.of(file))) {
                return false;
            }
        }
        if (states.size() + unknown > FILES) {
            return false;
        }
        files.forEach(file -> states.put(file.path().toString(), State.of(file)));
        return true;
    }

    /** The footers that were read of the files may be of another state than their snapshot's: none is used again. */
    synchronized void doubt(List<DataFile> files) {
        files.forEach(file -> states.put(file.path().toString(), State.DOUBTFUL));
    }
}
