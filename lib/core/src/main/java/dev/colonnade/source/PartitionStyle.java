package dev.colonnade.source;

/** What directory names mean. */
public enum PartitionStyle {
    /** A directory {@code key=value} is a column. */
    HIVE,
    /** Directory names mean nothing. */
    NONE
}
