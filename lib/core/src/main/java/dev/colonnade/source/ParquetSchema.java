package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The schema of one file, from the depth-first list of elements in its footer.
 *
 * @param schema the columns
 * @param leaves the stored columns, in the order of the column chunks
 * @see <a href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md">Parquet logical types</a>
 */
record ParquetSchema(Schema schema, List<Leaf> leaves) {
    private static final int MAX_DEPTH = 100;

    /**
     * A stored column.
     *
     * @param path the names from the column of the schema down to it
     * @param repeated whether a list or map lies on the path
     * @param required whether it holds no nulls: neither it nor what contains it can be absent
     * @param type the type of its values
     * @param physical how they are stored
     */
    record Leaf(List<String> path, boolean repeated, boolean required, DataType type, Physical physical, int width) {
        /** Its dotted name. */
        String column() {
            return String.join(".", path);
        }
    }

    /** @throws DatasetException naming file and column, if a column has a type that nothing here reads */
    static ParquetSchema read(Path path, List<SchemaElement> elements) {
        return new Reader(path, elements).read();
    }

    /** An element with its place in the tree. */
    private record Node(SchemaElement element, String column, List<Node> children) {
        boolean repeated() {
            return element.isRepeated();
        }

        boolean required() {
            return element.isRequired();
        }

        boolean group() {
            return element.isGroup();
        }

        Node onlyChild() {
            return children.get(0);
        }
    }

    private static final class Reader {
        private final Path path;
        private final List<SchemaElement> elements;
        private final List<Leaf> leaves = new ArrayList<>();
        private int next;

        Reader(Path path, List<SchemaElement> elements) {
            this.path = path;
            this.elements = elements;
        }

        ParquetSchema read() {
            if (elements.isEmpty()) {
                throw corrupt("it has no schema");
            }
            Node root = node("", 0);
            if (next != elements.size()) {
                throw corrupt("its schema has " + (elements.size() - next) + " elements too many");
            }
            try {
                Schema schema =
                        Schema.of(root.children.stream().map(this::field).toList());
                for (Node column : root.children) {
                    collectLeaves(column, List.of(), false, true);
                }
                return new ParquetSchema(schema, List.copyOf(leaves));
            } catch (PlanException e) {
                throw SourceErrors.of(
                        ErrorCode.UNSUPPORTED_FILE,
                        path,
                        "Two columns of the file have the same name, which is not supported: (" + names(root) + ").",
                        e);
            }
        }

        private Node node(String parent, int depth) {
            if (next == elements.size()) {
                throw corrupt("its schema ends early");
            }
            if (depth > MAX_DEPTH) {
                throw SourceErrors.of(
                        ErrorCode.UNSUPPORTED_FILE,
                        path,
                        "Column '" + parent + "' is nested deeper than " + MAX_DEPTH
                                + " levels, which is not supported.");
            }
            SchemaElement element = elements.get(next++);
            String column = depth == 0 ? "" : depth == 1 ? element.name() : parent + "." + element.name();
            List<Node> children = new ArrayList<>();
            if (element.isGroup()) {
                for (int i = 0; i < element.childCount(); i++) {
                    children.add(node(column, depth + 1));
                }
            }
            return new Node(element, column, children);
        }

        private void collectLeaves(Node node, List<String> parent, boolean belowRepeated, boolean belowRequired) {
            List<String> path = new ArrayList<>(parent);
            path.add(node.element.name());
            boolean repeated = belowRepeated || node.repeated();
            boolean required = belowRequired && node.required();
            if (node.group()) {
                node.children.forEach(child -> collectLeaves(child, path, repeated, required));
                return;
            }
            leaves.add(new Leaf(
                    List.copyOf(path),
                    repeated,
                    required,
                    primitive(node),
                    node.element.physical(),
                    node.element.width()));
        }

        /** A repeated field that no LIST or MAP contains is a required list of required elements. */
        private Field field(Node node) {
            String name = node.element.name();
            DataType type = type(node);
            return node.repeated()
                    ? Field.required(name, DataType.list(Field.required("element", type)))
                    : new Field(name, type, !node.required());
        }

        private DataType type(Node node) {
            if (!node.group()) {
                return primitive(node);
            }
            if (node.element.logical() == SchemaElement.VARIANT) {
                throw unsupported(node, "a variant");
            }
            if (isList(node)) {
                return DataType.list(element(node, node.onlyChild()));
            }
            if (isMap(node)) {
                Node entry = node.onlyChild();
                Field key = field(entry.children.get(0)).withName("key");
                return DataType.map(
                        Field.required("key", key.type()),
                        field(entry.children.get(1)).withName("value"));
            }
            return struct(node);
        }

        private DataType struct(Node node) {
            List<Field> fields = node.children.stream().map(this::field).toList();
            if (fields.isEmpty()) {
                throw unsupported(node, "a struct without fields");
            }
            try {
                return DataType.struct(fields);
            } catch (IllegalArgumentException e) {
                throw SourceErrors.of(
                        ErrorCode.UNSUPPORTED_FILE,
                        path,
                        "Column '" + node.column + "' has two fields of the same name, which is not supported: ("
                                + names(node) + ").",
                        e);
            }
        }

        /**
         * The element of a list by the backward-compatibility rules: the repeated field is the element itself if it is no
         * group, has several fields, has one repeated field, or is named {@code array} or {@code <list>_tuple}; else its
         * only field is.
         */
        private Field element(Node list, Node repeated) {
            String name = repeated.element.name();
            boolean itself = !repeated.group()
                    || repeated.children.size() != 1
                    || repeated.onlyChild().repeated()
                    || name.equals("array")
                    || name.equals(list.element.name() + "_tuple");
            return itself
                    ? Field.required("element", type(repeated))
                    : field(repeated.onlyChild()).withName("element");
        }

        private boolean isList(Node node) {
            boolean annotated = node.element.logical() == SchemaElement.LIST
                    || node.element.converted() == SchemaElement.CONVERTED_LIST;
            return annotated && node.children.size() == 1 && node.onlyChild().repeated();
        }

        private boolean isMap(Node node) {
            boolean annotated = node.element.logical() == SchemaElement.MAP
                    || node.element.converted() == SchemaElement.CONVERTED_MAP
                    || node.element.converted() == SchemaElement.CONVERTED_MAP_KEY_VALUE;
            if (!annotated || node.children.size() != 1 || !node.onlyChild().repeated()) {
                return false;
            }
            Node entry = node.onlyChild();
            if (!entry.group() || entry.children.size() != 2) {
                throw unsupported(node, "a map whose entries are not a key and a value");
            }
            return true;
        }

        private DataType primitive(Node node) {
            return PrimitiveTypes.of(node.element, what -> unsupported(node, what));
        }

        private DatasetException unsupported(Node node, String what) {
            return SourceErrors.of(
                    ErrorCode.UNSUPPORTED_FILE,
                    path,
                    "Column '" + node.column + "' is " + what + ", which is not supported.");
        }

        private DatasetException corrupt(String contradiction) {
            return SourceErrors.of(ErrorCode.CORRUPT_FILE, path, "The file is damaged: " + contradiction + ".");
        }

        private static String names(Node node) {
            return String.join(
                    ", ", node.children.stream().map(c -> c.element.name()).toList());
        }
    }
}
