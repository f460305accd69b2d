package dev.colonnade.duckdb;

/** Names and strings as the engine's SQL writes them. */
final class EngineText {
    private EngineText() {}

    /** A string literal. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A quoted identifier. */
    static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
