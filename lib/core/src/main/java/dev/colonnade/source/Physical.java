package dev.colonnade.source;

/** How values are stored, in the order of the format's numbers. */
enum Physical {
    BOOLEAN,
    INT32,
    INT64,
    INT96,
    FLOAT,
    DOUBLE,
    BYTE_ARRAY,
    FIXED_LEN_BYTE_ARRAY;

    private static final Physical[] ALL = values();

    static Physical of(int number) {
        return ALL[number];
    }
}
