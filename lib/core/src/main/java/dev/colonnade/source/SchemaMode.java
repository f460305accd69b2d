package dev.colonnade.source;

/** How the schemas of a dataset's files become one. */
public enum SchemaMode {
    /** The first file decides; a file that lacks one of its columns or cannot widen to it is an error; extra columns are ignored. */
    FIRST,
    /** Every column of every file; a missing one is null; types widen where that loses nothing. */
    UNION,
    /** Every file has the same columns with the same types in the same order. */
    STRICT
}
