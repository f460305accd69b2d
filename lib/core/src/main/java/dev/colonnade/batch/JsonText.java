package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Field;
import java.util.List;

/** Values as JSON; docs/design/batch.md has the table. */
final class JsonText implements DataTypeVisitor<CellText> {
    static final JsonText CELLS = new JsonText();

    private JsonText() {}

    /** The value at {@code row}, or {@code null}. */
    static void appendValue(StringBuilder out, CellText cell, ColumnVector vector, int row) {
        if (vector.isNull(row)) {
            out.append("null");
        } else {
            cell.append(out, vector, row);
        }
    }

    static void appendString(StringBuilder out, CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    @Override
    public CellText visitNull(DataType.NullType type) {
        return PlainText.CELLS.visitNull(type);
    }

    @Override
    public CellText visitBool(DataType.BoolType type) {
        return PlainText.CELLS.visitBool(type);
    }

    @Override
    public CellText visitInt(DataType.IntType type) {
        return PlainText.CELLS.visitInt(type);
    }

    @Override
    public CellText visitFloat(DataType.FloatType type) {
        CellText number = PlainText.CELLS.visitFloat(type);
        CellText name = quoted(type);
        return (out, vector, row) -> (Double.isFinite(vector.doubleAt(row)) ? number : name).append(out, vector, row);
    }

    @Override
    public CellText visitDecimal(DataType.DecimalType type) {
        return PlainText.CELLS.visitDecimal(type);
    }

    @Override
    public CellText visitString(DataType.StringType type) {
        return (out, vector, row) -> appendString(out, vector.stringAt(row));
    }

    @Override
    public CellText visitBinary(DataType.BinaryType type) {
        return quoted(type);
    }

    @Override
    public CellText visitFixedBinary(DataType.FixedBinaryType type) {
        return quoted(type);
    }

    @Override
    public CellText visitUuid(DataType.UuidType type) {
        return quoted(type);
    }

    @Override
    public CellText visitDate(DataType.DateType type) {
        return quoted(type);
    }

    @Override
    public CellText visitTime(DataType.TimeType type) {
        return quoted(type);
    }

    @Override
    public CellText visitTimestamp(DataType.TimestampType type) {
        return quoted(type);
    }

    @Override
    public CellText visitInterval(DataType.IntervalType type) {
        return quoted(type);
    }

    /** The plain text in quotes, for types whose text needs no escapes. */
    private static CellText quoted(DataType type) {
        CellText plain = type.accept(PlainText.CELLS);
        return (out, vector, row) -> {
            out.append('"');
            plain.append(out, vector, row);
            out.append('"');
        };
    }

    @Override
    public CellText visitList(DataType.ListType type) {
        CellText element = type.element().type().accept(this);
        return (out, vector, row) -> {
            ColumnVector elements = vector.listAt(row);
            out.append('[');
            for (int i = 0; i < elements.length(); i++) {
                out.append(i == 0 ? "" : ",");
                appendValue(out, element, elements, i);
            }
            out.append(']');
        };
    }

    @Override
    public CellText visitStruct(DataType.StructType type) {
        List<Field> fields = type.fields();
        List<CellText> cells = fields.stream().map(f -> f.type().accept(this)).toList();
        return (out, vector, row) -> {
            out.append('{');
            for (int i = 0; i < fields.size(); i++) {
                out.append(i == 0 ? "" : ",");
                appendString(out, fields.get(i).name());
                out.append(':');
                appendValue(out, cells.get(i), vector.child(i), row);
            }
            out.append('}');
        };
    }

    @Override
    public CellText visitMap(DataType.MapType type) {
        CellText key = type.key().type().accept(PlainText.CELLS);
        CellText value = type.value().type().accept(this);
        return (out, vector, row) -> {
            ColumnVector entries = vector.listAt(row);
            out.append('{');
            StringBuilder name = new StringBuilder();
            for (int i = 0; i < entries.length(); i++) {
                name.setLength(0);
                key.append(name, entries.child(0), i);
                out.append(i == 0 ? "" : ",");
                appendString(out, name);
                out.append(':');
                appendValue(out, value, entries.child(1), i);
            }
            out.append('}');
        };
    }
}
