package dev.colonnade.session;

/**
 * What the user asked for: {@code duckdb}, {@code arrow-strict}, {@code auto}.
 *
 * @param name the backend, or {@code auto}
 */
record BackendWish(String name, Mode mode) {
    private static final String AUTO = "auto";
    private static final String STRICT = "-strict";

    enum Mode {
        /** The named engine runs what it can; what it refuses goes to the preferred engine. */
        OPEN,
        /** The named engine runs the plan or the plan fails. */
        STRICT,
        /** The engine that declares the least cost. */
        AUTO
    }

    static BackendWish parse(String text) {
        if (text.equals(AUTO)) {
            return new BackendWish(AUTO, Mode.AUTO);
        }
        return text.endsWith(STRICT)
                ? new BackendWish(text.substring(0, text.length() - STRICT.length()), Mode.STRICT)
                : new BackendWish(text, Mode.OPEN);
    }

    @Override
    public String toString() {
        return mode == Mode.STRICT ? name + STRICT : name;
    }
}
