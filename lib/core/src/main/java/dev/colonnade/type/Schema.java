package dev.colonnade.type;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The columns of a table or plan node, in order. Names are unique and compared exactly. */
public final class Schema {
    private final List<Field> fields;
    private final Map<String, Integer> positions;

    private Schema(List<Field> fields) {
        this.fields = List.copyOf(fields);
        this.positions = new HashMap<>();
        for (int i = 0; i < this.fields.size(); i++) {
            String name = this.fields.get(i).name();
            if (positions.putIfAbsent(name, i) != null) {
                throw new PlanException(
                        ErrorCode.DUPLICATE_COLUMN,
                        "Two columns are named '" + name + "': give one of them another name with as(..).");
            }
        }
    }

    /** @throws PlanException DUPLICATE_COLUMN if two fields share a name */
    public static Schema of(List<Field> fields) {
        return new Schema(fields);
    }

    /** @throws PlanException DUPLICATE_COLUMN if two fields share a name */
    public static Schema of(Field... fields) {
        return new Schema(List.of(fields));
    }

    public List<Field> fields() {
        return fields;
    }

    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    public int size() {
        return fields.size();
    }

    public Field field(int index) {
        return fields.get(index);
    }

    /** The field of that name. @throws PlanException NO_SUCH_COLUMN, with the nearest name */
    public Field field(String name) {
        return fields.get(indexOf(name));
    }

    public Optional<Field> find(String name) {
        Integer position = positions.get(name);
        return position == null ? Optional.empty() : Optional.of(fields.get(position));
    }

    public boolean contains(String name) {
        return positions.containsKey(name);
    }

    /** The position of that name, from 0. @throws PlanException NO_SUCH_COLUMN, with the nearest name */
    public int indexOf(String name) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new PlanException(
                    ErrorCode.NO_SUCH_COLUMN,
                    "No column '" + name + "' in (" + summary() + ")." + Nearest.hint(name, names()));
        }
        return position;
    }

    public OptionalInt findIndex(String name) {
        Integer position = positions.get(name);
        return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }

    /** The columns of these names, in the given order. @throws PlanException NO_SUCH_COLUMN */
    public Schema select(List<String> names) {
        return new Schema(names.stream().map(this::field).toList());
    }

    /** The names, cut after twenty, for messages. */
    public String summary() {
        String head = fields.stream().limit(20).map(Field::name).collect(Collectors.joining(", "));
        return fields.size() <= 20 ? head : head + ", .. " + (fields.size() - 20) + " more";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema schema && fields.equals(schema.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
