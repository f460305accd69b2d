package dev.colonnade.source;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the files of a file set, by their position in {@link FileSet#files()}, and why the others are not needed. Either the order
 * in which they are read is that of the file set, or it is given and the rows keep it.
 */
public final class FileSelection {
    private final BitSet positions;
    private final List<Integer> order;
    private final String reason;

    private FileSelection(BitSet positions, List<Integer> order, String reason) {
        this.positions = positions;
        this.order = order;
        this.reason = reason;
    }

    /** @param reason what makes the files at all other positions unnecessary, in a few words */
    public static FileSelection of(BitSet positions, String reason) {
        return new FileSelection((BitSet) positions.clone(), List.of(), reason);
    }

    /**
     * Files whose rows are delivered one file after the other in this order, each file's in theirs.
     *
     * @param positions each once, at least one
     * @param reason as in {@link #of}
     */
    public static FileSelection inOrder(List<Integer> positions, String reason) {
        BitSet set = new BitSet();
        positions.forEach(set::set);
        if (positions.isEmpty() || set.cardinality() < positions.size()) {
            throw new IllegalArgumentException("Files in an order are some, each once: " + positions);
        }
        return new FileSelection(set, List.copyOf(positions), reason);
    }

    public boolean contains(int position) {
        return positions.get(position);
    }

    /** The positions in the order of reading that rows keep; empty if no order was given. */
    public List<Integer> order() {
        return order;
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
        return other instanceof FileSelection that
                && positions.equals(that.positions)
                && order.equals(that.order)
                && reason.equals(that.reason);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * positions.hashCode() + order.hashCode()) + reason.hashCode();
    }

    @Override
    public String toString() {
        return size() + " files (others: " + reason + ")";
    }
}
