package dev.colonnade.write;

/** What a write without rows leaves. */
enum Remnant {
    /** No file. */
    NOTHING,
    /** One file for the columns, in the partition of nulls. */
    COLUMNS
}
