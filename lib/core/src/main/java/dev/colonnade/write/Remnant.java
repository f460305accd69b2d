package dev.colonnade.write;

/** What a write without rows leaves. */
enum Remnant {
    /** What the engine makes of them: one file for the columns, or none with partition keys. */
    AS_WRITTEN,
    /** No file. */
    NOTHING,
    /** One file for the columns, in the partition of nulls. */
    COLUMNS
}
