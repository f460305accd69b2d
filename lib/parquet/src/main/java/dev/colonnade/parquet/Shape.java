package dev.colonnade.parquet;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * How a column lies in a file: at which levels it, its elements and its parts are there.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/README.md#nested-encoding">Nested encoding</a>
 */
sealed interface Shape {
    DataType type();

    /**
     * Where the values of a node are among the triplets of a leaf below it.
     *
     * @param defined the definition level from which on the node is not null
     * @param repetition how many lists and maps lie above it
     * @param slot the definition level from which on a triplet stands for an element of the innermost of these
     * @param presence whether the node itself can be null
     */
    record Levels(int defined, int repetition, int slot, Presence presence) {
        static final Levels ROOT = new Levels(0, 0, 0, Presence.REQUIRED);

        /** Those of a field right below. */
        Levels field(Type stored) {
            return stored.isRepetition(Type.Repetition.OPTIONAL)
                    ? new Levels(defined + 1, repetition, slot, Presence.OPTIONAL)
                    : new Levels(defined, repetition, slot, Presence.REQUIRED);
        }

        /** Those of an element. */
        Levels element() {
            return new Levels(defined + 1, repetition + 1, defined + 1, Presence.REQUIRED);
        }
    }

    /** Whether a level says that the node is null. */
    enum Presence {
        REQUIRED,
        OPTIONAL
    }

    Levels levels();

    /** The leaves from left to right. */
    List<Leaf> leaves();

    /** Stored values. */
    record Leaf(DataType type, Levels levels, ColumnDescriptor column) implements Shape {
        @Override
        public List<Leaf> leaves() {
            return List.of(this);
        }
    }

    /** A struct, or the entries of a map. */
    record Members(DataType type, Levels levels, List<Shape> members) implements Shape {
        public Members {
            members = List.copyOf(members);
        }

        @Override
        public List<Leaf> leaves() {
            return members.stream().flatMap(m -> m.leaves().stream()).toList();
        }
    }

    /** A list or map, whose {@code element} is that of the list or the map's entry. */
    record Repeated(DataType type, Levels levels, Shape element) implements Shape {
        @Override
        public List<Leaf> leaves() {
            return element.leaves();
        }
    }

    /** The shapes of all columns. {@code schema} is the one that core reads from the same footer. */
    static List<Shape> of(MessageType stored, Schema schema) {
        Builder builder = new Builder(stored);
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            shapes.add(builder.field(
                    stored.getType(i), schema.field(i).type(), Levels.ROOT, List.of(stored.getFieldName(i))));
        }
        return shapes;
    }

    /** Walks a stored schema and the types that core sees in it side by side. */
    final class Builder {
        private final MessageType stored;

        private Builder(MessageType stored) {
            this.stored = stored;
        }

        /** A field of that type; a repeated one that no list contains is a list itself, which is never null. */
        private Shape field(Type node, DataType type, Levels parent, List<String> path) {
            if (node.isRepetition(Type.Repetition.REPEATED)) {
                DataType element = ((DataType.ListType) type).element().type();
                return new Repeated(type, parent.field(node), value(node, element, parent.element(), path));
            }
            return value(node, type, parent.field(node), path);
        }

        private Shape value(Type node, DataType type, Levels levels, List<String> path) {
            if (node.isPrimitive()) {
                return new Leaf(type, levels, stored.getColumnDescription(path.toArray(String[]::new)));
            }
            GroupType group = node.asGroupType();
            if (type instanceof DataType.ListType list) {
                return new Repeated(type, levels, element(group, list.element(), levels.element(), path));
            }
            if (type instanceof DataType.MapType map) {
                return new Repeated(type, levels, entry(group, map, levels.element(), path));
            }
            return members(group, type, ((DataType.StructType) type).fields(), levels, path);
        }

        private Shape element(GroupType list, Field element, Levels levels, List<String> path) {
            Type repeated = list.getType(0);
            List<String> below = append(path, repeated.getName());
            if (isElement(list, repeated)) {
                return value(repeated, element.type(), levels, below);
            }
            Type only = repeated.asGroupType().getType(0);
            return field(only, element.type(), levels, append(below, only.getName()));
        }

        /** Whether the repeated field is the element itself rather than a wrapper of it: the older ways to write lists. */
        private static boolean isElement(GroupType list, Type repeated) {
            return repeated.isPrimitive()
                    || repeated.asGroupType().getFieldCount() != 1
                    || repeated.asGroupType().getType(0).isRepetition(Type.Repetition.REPEATED)
                    || repeated.getName().equals("array")
                    || repeated.getName().equals(list.getName() + "_tuple");
        }

        private Shape entry(GroupType map, DataType.MapType type, Levels levels, List<String> path) {
            GroupType repeated = map.getType(0).asGroupType();
            List<Field> parts = List.of(type.key(), type.value().withName("value"));
            return members(repeated, DataType.struct(parts), parts, levels, append(path, repeated.getName()));
        }

        private Shape members(GroupType group, DataType type, List<Field> fields, Levels levels, List<String> path) {
            List<Shape> members = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                Type member = group.getType(i);
                members.add(field(member, fields.get(i).type(), levels, append(path, member.getName())));
            }
            return new Members(type, levels, members);
        }

        private static List<String> append(List<String> path, String name) {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            return longer;
        }
    }
}
