package dev.colonnade.plan;

/** The joins of SQL. */
public enum JoinType {
    INNER,
    /** Every left row; right columns null where nothing matches. */
    LEFT,
    /** Every right row; left columns null where nothing matches. */
    RIGHT,
    /** Every row of both sides. */
    FULL,
    /** Left rows with a match, once; left columns only. */
    SEMI,
    /** Left rows without a match; left columns only. */
    ANTI,
    /** Every pair; no condition. */
    CROSS;

    /** Whether the result has the right side's columns. */
    public boolean keepsRightColumns() {
        return this != SEMI && this != ANTI;
    }

    /** Whether left columns can be null for want of a match. */
    public boolean padsLeft() {
        return this == RIGHT || this == FULL;
    }

    /** Whether right columns can be null for want of a match. */
    public boolean padsRight() {
        return this == LEFT || this == FULL;
    }
}
