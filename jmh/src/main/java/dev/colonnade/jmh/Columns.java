package dev.colonnade.jmh;

/** A whole result as Java arrays; dates as days since 1970. */
record Columns(long[] ids, double[] amounts, int[] days, String[] names) {
    static Columns ofSize(int rows) {
        return new Columns(new long[rows], new double[rows], new int[rows], new String[rows]);
    }
}
