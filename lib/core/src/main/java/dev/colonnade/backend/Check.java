package dev.colonnade.backend;

/**
 * One finding of an engine about itself.
 *
 * @param name what was looked at, such as {@code result transfer}
 * @param status whether it is as it should be
 * @param finding one sentence, with the remedy if there is one
 */
public record Check(String name, Status status, String finding) {
    /** How good a finding is. */
    public enum Status {
        OK,
        /** Works, but slower or with less than it could. */
        DEGRADED,
        FAILED
    }
}
