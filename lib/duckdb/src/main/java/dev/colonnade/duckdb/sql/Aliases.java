package dev.colonnade.duckdb.sql;

/** Names for what stands in a FROM, different within a statement. */
final class Aliases {
    private int used;

    String next() {
        return "t" + ++used;
    }
}
