package dev.colonnade.source;

import org.jspecify.annotations.Nullable;

/** Which fields a Thrift struct has, by number, and what they hold: what {@link ThriftReader} needs to decode one. */
final class ThriftShape {
    /** The types of values on the wire, by the number that the compact protocol gives them; false is 2 and counts as 1. */
    static final int STOP = 0;

    static final int BOOL = 1;
    static final int BYTE = 3;
    static final int I16 = 4;
    static final int I32 = 5;
    static final int I64 = 6;
    static final int DOUBLE = 7;
    static final int BINARY = 8;
    static final int LIST = 9;
    static final int SET = 10;
    static final int MAP = 11;
    static final int STRUCT = 12;
    static final int UUID = 13;

    /**
     * A field.
     *
     * @param type of its value
     * @param element the type of its elements if it is a list, else {@link #STOP}
     * @param shape of its value or elements if they are structs
     * @param known the numbers of an enum's constants as bits, 0 if it is no enum; others count as absent
     */
    record Member(int id, int type, int element, @Nullable ThriftShape shape, long known) {}

    private final String name;
    private final boolean union;
    private @Nullable Member[] members = new @Nullable Member[4];
    private long required;

    private ThriftShape(String name, boolean union) {
        this.name = name;
        this.union = union;
    }

    static ThriftShape struct(String name) {
        return new ThriftShape(name, false);
    }

    /** A struct of which exactly one field is there, which is a struct itself. */
    static ThriftShape union(String name) {
        return new ThriftShape(name, true);
    }

    /** A field of a plain type, or binary. */
    ThriftShape with(int id, int type) {
        return with(new Member(id, type, STOP, null, 0));
    }

    ThriftShape with(int id, ThriftShape shape) {
        return with(new Member(id, STRUCT, STOP, shape, 0));
    }

    /** An enum with the constants whose bits are set. */
    ThriftShape withEnum(int id, long known) {
        return with(new Member(id, I32, STOP, null, known));
    }

    ThriftShape withList(int id, int element) {
        return with(new Member(id, LIST, element, null, 0));
    }

    ThriftShape withList(int id, ThriftShape shape) {
        return with(new Member(id, LIST, STRUCT, shape, 0));
    }

    ThriftShape withEnumList(int id, long known) {
        return with(new Member(id, LIST, I32, null, known));
    }

    /** These fields must be there. */
    ThriftShape require(int... ids) {
        for (int id : ids) {
            required |= 1L << id;
        }
        return this;
    }

    private ThriftShape with(Member member) {
        if (member.id >= members.length) {
            @Nullable Member[] more = new @Nullable Member[member.id + 4];
            System.arraycopy(members, 0, more, 0, members.length);
            members = more;
        }
        members[member.id] = member;
        return this;
    }

    String name() {
        return name;
    }

    boolean isUnion() {
        return union;
    }

    /** The field of that number, null if there is none. */
    @Nullable
    Member member(int id) {
        return id > 0 && id < members.length ? members[id] : null;
    }

    /** No field has this number or a greater one; below 64. */
    int limit() {
        return members.length;
    }

    /** The fields that must be there, as bits. */
    long required() {
        return required;
    }
}
