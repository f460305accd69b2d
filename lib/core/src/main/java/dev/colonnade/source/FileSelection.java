package dev.colonnade.source;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Some of the files of a file set, by their position in {@link FileSet#files()}, and why the others are not needed. */
public final class FileSelection {
    private final BitSet positions;
    private final String reason;

    private FileSelection(BitSet positions, String reason) {
        this.positions = positions;
        this.reason = reason;
    }

    /** @param reason what makes the files at all other positions unnecessary, in a few words */
    public static FileSelection of(BitSet positions, String reason) {
        return new FileSelection((BitSet) positions.clone(), reason);
    }

    public boolean contains(int position) {
        return positions.get(position);
    }

    /** How many files are selected. */
    public int size() {
        return positions.cardinality();
    }

    /** Why the files that are not selected are not read. */
    public String reason() {
        return reason;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileSelection that && positions.equals(that.positions) && reason.equals(that.reason);
    }

    @Override
    public int hashCode() {
        return 31 * positions.hashCode() + reason.hashCode();
    }

    @Override
    public String toString() {
        return size() + " files (others: " + reason + ")";
    }
}
