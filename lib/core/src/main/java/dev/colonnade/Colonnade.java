package dev.colonnade;

/** The way to a {@link Session} of one's own. */
public final class Colonnade {
    private Colonnade() {}

    /** A session to be: {@code Colonnade.builder().memoryLimit("4GB").open()}. */
    public static SessionBuilder builder() {
        return new SessionBuilder();
    }
}
