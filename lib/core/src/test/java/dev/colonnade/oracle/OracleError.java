package dev.colonnade.oracle;

/**
 * An operation has no value for its operands: an overflow, a division by zero, a cast that does not fit; or which rows
 * there are depends on such a value.
 */
public final class OracleError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OracleError(String message) {
        super(message);
    }
}
