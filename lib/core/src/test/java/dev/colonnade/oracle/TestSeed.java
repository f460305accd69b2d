package dev.colonnade.oracle;

/** What the random tests of a run begin with: {@code -Dtest.seed}, or 4711, so that runs are alike unless asked to differ. */
public final class TestSeed {
    public static final long SEED = Long.getLong("test.seed", 4711L);

    private TestSeed() {}
}
