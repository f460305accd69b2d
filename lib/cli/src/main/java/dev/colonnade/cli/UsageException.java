package dev.colonnade.cli;

/** Options that do not go together; ends the command with exit code 2. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
