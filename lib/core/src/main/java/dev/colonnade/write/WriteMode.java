package dev.colonnade.write;

/** What writing does to a dataset that is there already. */
public enum WriteMode {
    /** Refuses to write where a dataset is: the default. */
    FAIL_IF_EXISTS,
    /** Adds the rows. */
    APPEND,
    /** Puts the rows in the place of all others. */
    OVERWRITE,
    /** Puts the rows in the place of those with the same partition values, and leaves other partitions alone. */
    OVERWRITE_PARTITIONS
}
