package dev.colonnade.source;

import java.util.ArrayList;
import java.util.List;

/** One element of the depth-first list that a footer's schema is. Fields have the numbers that the format gives them. */
record SchemaElement(ThriftStruct struct) {
    private static final int REQUIRED = 0;
    private static final int REPEATED = 2;
    private static final int LOGICAL_TYPE = 10;

    /** Logical types, by their number in the union. */
    static final int STRING = 1;

    static final int MAP = 2;
    static final int LIST = 3;
    static final int ENUM = 4;
    static final int DECIMAL = 5;
    static final int DATE = 6;
    static final int TIME = 7;
    static final int TIMESTAMP = 8;
    static final int INTEGER = 10;
    static final int UNKNOWN = 11;
    static final int JSON = 12;
    static final int BSON = 13;
    static final int UUID = 14;
    static final int FLOAT16 = 15;
    static final int VARIANT = 16;
    static final int GEOMETRY = 17;
    static final int GEOGRAPHY = 18;

    /** Of the converted types, which are older, those that structure a schema; {@link PrimitiveTypes} knows the others. */
    static final int CONVERTED_MAP = 1;

    static final int CONVERTED_MAP_KEY_VALUE = 2;
    static final int CONVERTED_LIST = 3;

    static List<SchemaElement> all(ThriftStruct[] structs) {
        List<SchemaElement> elements = new ArrayList<>(structs.length);
        for (ThriftStruct struct : structs) {
            elements.add(new SchemaElement(struct));
        }
        return elements;
    }

    String name() {
        return struct.text(4);
    }

    boolean isGroup() {
        return !struct.has(1);
    }

    /** Of an element that is no group. */
    Physical physical() {
        return Physical.of((int) struct.number(1));
    }

    /** The bytes of a fixed-width type; 0 for others. */
    int width() {
        return (int) struct.numberOr(2, 0);
    }

    boolean isRequired() {
        return struct.numberOr(3, -1) == REQUIRED;
    }

    boolean isRepeated() {
        return struct.numberOr(3, -1) == REPEATED;
    }

    int childCount() {
        return (int) struct.numberOr(5, 0);
    }

    /** The converted type; -1 if there is none. */
    int converted() {
        return (int) struct.numberOr(6, -1);
    }

    /** Of a converted decimal. */
    int scale() {
        return (int) struct.numberOr(7, 0);
    }

    /** Of a converted decimal. */
    int precision() {
        return (int) struct.numberOr(8, 0);
    }

    /** The logical type; 0 if there is none that is known. */
    int logical() {
        return struct.has(LOGICAL_TYPE) && struct.struct(LOGICAL_TYPE).isSet()
                ? struct.struct(LOGICAL_TYPE).which()
                : 0;
    }

    /** The parameters of the logical type. */
    ThriftStruct parameters() {
        return struct.struct(LOGICAL_TYPE).struct(logical());
    }
}
