package dev.colonnade.type;

/** A named, typed column; {@code nullable} is false only where nulls are known to be impossible. */
public record Field(String name, DataType type, boolean nullable) {
    /** A field that may hold nulls. */
    public static Field of(String name, DataType type) {
        return new Field(name, type, true);
    }

    /** A field that holds no nulls. */
    public static Field required(String name, DataType type) {
        return new Field(name, type, false);
    }

    public Field withName(String newName) {
        return new Field(newName, type, nullable);
    }

    public Field withType(DataType newType) {
        return new Field(name, newType, nullable);
    }

    /** This field, nullable. */
    public Field asNullable() {
        return nullable ? this : new Field(name, type, true);
    }

    @Override
    public String toString() {
        return name + ": " + type + (nullable ? "" : " not null");
    }
}
