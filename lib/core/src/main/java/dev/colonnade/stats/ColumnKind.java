package dev.colonnade.stats;

/** Where a column's values come from. */
public enum ColumnKind {
    /** The files store it as a column. */
    STORED,
    /** The files store it as a field of a struct. */
    STRUCT_FIELD,
    /** The names of directories give it. */
    PARTITION
}
