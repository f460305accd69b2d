package dev.colonnade.oracle;

/** The answer of the {@link Interpreter} where the query has to fail: an overflow, a failing cast, a division by zero. */
public final class OracleError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OracleError(String message) {
        super(message);
    }
}
