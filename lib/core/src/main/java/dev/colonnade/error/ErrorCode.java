package dev.colonnade.error;

/** The stable name of a kind of failure; programs test it, people read the message. */
public enum ErrorCode {
    /** A path names nothing. */
    PATH_NOT_FOUND,
    /** A path exists and cannot be read. */
    NOT_READABLE,
    /** A directory or glob holds no data file. */
    EMPTY_DATASET,
    /** A file does not carry the Parquet magic bytes. */
    NOT_PARQUET,
    /** A file ends before its footer or its data does. */
    TRUNCATED_FILE,
    /** A file's footer or pages do not decode. */
    CORRUPT_FILE,
    /** A file uses something that no part of the library reads, such as encryption. */
    UNSUPPORTED_FILE,
    /** Files of one dataset disagree about a column. */
    SCHEMA_MISMATCH,
    /** A partition value does not fit the declared type. */
    PARTITION_VALUE,
    /** A file changed or vanished after the dataset was listed. */
    STALE_SNAPSHOT,
    /** Something is to be written where something is already. */
    EXISTS,
    /** Another writer has changed what this one was to replace. */
    CONFLICT,
    /** A version of a dataset is not known, or no longer. */
    NO_SUCH_VERSION,
    /** A row has changed since a merge or an update has read it. */
    STALE_ROW,
    /** A plan names a column that its input does not have. */
    NO_SUCH_COLUMN,
    /** A name would stand for two columns. */
    DUPLICATE_COLUMN,
    /** Two rows of a merge have the same key. */
    DUPLICATE_KEY,
    /** A name stands for a column of both sides of a join. */
    AMBIGUOUS_COLUMN,
    /** An expression combines types that do not go together. */
    TYPE_MISMATCH,
    /** A function does not exist or takes other arguments. */
    NO_SUCH_FUNCTION,
    /** A plan is malformed in another way. */
    INVALID_PLAN,
    /** An argument or option is out of its range. */
    INVALID_ARGUMENT,
    /** A SQL text does not parse. */
    SQL_SYNTAX,
    /** A SQL text does what a query may not do: write, attach, load, set, or read foreign files. */
    SQL_FORBIDDEN,
    /** A dataset name is not registered. */
    NO_SUCH_DATASET,
    /** A backend does not exist or cannot start here. */
    BACKEND_UNAVAILABLE,
    /** A backend does not declare the capability that a plan needs. */
    NOT_SUPPORTED,
    /** An arithmetic result does not fit its type. */
    OVERFLOW,
    /** An integer is divided by zero. */
    DIVISION_BY_ZERO,
    /** A value cannot be converted to the asked type. */
    CAST_FAILED,
    /** A query went over its memory limit. */
    MEMORY_LIMIT,
    /** A query went over its time limit. */
    TIMEOUT,
    /** A query was cancelled by an interrupt or by closing it. */
    CANCELLED,
    /** A closed session or stream was used. */
    CLOSED,
    /** Reading or writing a file failed. */
    IO,
    /** The engine reported a failure that has no code of its own. */
    ENGINE,
    /** The library broke one of its own invariants. */
    INTERNAL
}
