package dev.colonnade.arrow.compute;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.Blocks;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.CastMode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A vector of one type as a vector of another, without loss. */
abstract class Conversion {
    private final DataType wanted;

    private Conversion(DataType wanted) {
        this.wanted = wanted;
    }

    /** @param column for messages @throws Unsupported */
    static Conversion of(DataType stored, DataType wanted, String column) {
        if (stored.equals(wanted)) {
            return new Identity(wanted);
        }
        if (stored instanceof DataType.NullType) {
            return new Nulls(wanted);
        }
        if (stored instanceof DataType.StructType from && wanted instanceof DataType.StructType to) {
            return new Struct(from, to, column);
        }
        if (stored instanceof DataType.ListType from && wanted instanceof DataType.ListType to) {
            return new Lists(to, of(from.element().type(), to.element().type(), column));
        }
        if (stored instanceof DataType.MapType from && wanted instanceof DataType.MapType to) {
            return new Lists(to, new Struct(entry(from), entry(to), column));
        }
        return Scalar.of(stored, wanted, column);
    }

    private static DataType.StructType entry(DataType.MapType map) {
        return DataType.struct(List.of(map.key().withName("key"), map.value().withName("value")));
    }

    /** Of a vector that is null throughout, of any type. */
    final ColumnVector apply(ColumnVector stored) {
        return !stored.hasNoValidity() && stored.nullCount() == stored.length()
                ? ColumnVector.ofNulls(wanted, stored.length())
                : convert(stored);
    }

    abstract ColumnVector convert(ColumnVector stored);

    final DataType wanted() {
        return wanted;
    }

    private static @Nullable ByteBuffer validity(ColumnVector vector) {
        if (vector.hasNoValidity()) {
            return null;
        }
        ByteBuffer bits = ByteBuffer.allocate((vector.length() + 7) / 8);
        for (int i = 0; i < vector.length(); i++) {
            int present = vector.isNull(i) ? 0 : 1;
            bits.put(i >> 3, (byte) (bits.get(i >> 3) | present << (i & 7)));
        }
        return bits;
    }

    private static final class Identity extends Conversion {
        Identity(DataType type) {
            super(type);
        }

        @Override
        ColumnVector convert(ColumnVector stored) {
            return stored;
        }
    }

    private static final class Nulls extends Conversion {
        Nulls(DataType type) {
            super(type);
        }

        @Override
        ColumnVector convert(ColumnVector stored) {
            return ColumnVector.ofNulls(wanted(), stored.length());
        }
    }

    /** By a cast that loses nothing but may meet a value beyond the range of a finer unit. */
    private static final class Scalar extends Conversion {
        private final Program program;
        private final Schema schema;

        private Scalar(DataType wanted, Program program, Schema schema) {
            super(wanted);
            this.program = program;
            this.schema = schema;
        }

        static Scalar of(DataType stored, DataType wanted, String column) {
            Field field = Field.of(column, stored);
            if (!widens(stored, wanted)) {
                throw new Unsupported(
                        "Column '" + column + "'",
                        "it is stored as " + stored + " and does not become " + wanted + " without loss");
            }
            Schema schema = Schema.of(field);
            BoundExpr cast = new BoundExpr.Cast(BoundExpr.Column.of(field), wanted, CastMode.STRICT);
            return new Scalar(wanted, Program.compile(List.of(cast), schema), schema);
        }

        private static boolean widens(DataType from, DataType to) {
            if (from instanceof DataType.IntType && to instanceof DataType.IntType) {
                return Arithmetic.Range.holdsAll(from, to);
            }
            if (from instanceof DataType.FloatType a && to instanceof DataType.FloatType b) {
                return a.bits() <= b.bits();
            }
            if (from instanceof DataType.IntType) {
                return to instanceof DataType.FloatType || to instanceof DataType.DecimalType;
            }
            if (from instanceof DataType.DecimalType a && to instanceof DataType.DecimalType b) {
                return a.scale() <= b.scale() && a.precision() - a.scale() <= b.precision() - b.scale();
            }
            if (from instanceof DataType.TimestampType a && to instanceof DataType.TimestampType b) {
                return a.utc() == b.utc() && a.unit().compareTo(b.unit()) <= 0;
            }
            if (from instanceof DataType.TimeType a && to instanceof DataType.TimeType b) {
                return a.unit().compareTo(b.unit()) <= 0;
            }
            return from instanceof DataType.FixedBinaryType && to instanceof DataType.BinaryType;
        }

        @Override
        ColumnVector convert(ColumnVector stored) {
            VectorWriter writer = new VectorWriter(wanted(), stored.length());
            Frame frame = program.over(new Batch(schema, stored.length(), List.of(stored)));
            try {
                while (frame.next()) {
                    writer.add(program.root(0).at(frame), frame.count());
                }
            } catch (QueryException e) {
                throw new QueryException(
                        ErrorCode.CAST_FAILED,
                        "Column '" + schema.field(0).name() + "' is stored as "
                                + schema.field(0).type() + " and has a value that does not fit the dataset's type "
                                + wanted() + ": leave that file out or write it anew.",
                        e);
            }
            return writer.vector();
        }
    }

    /** Field by field, by name. */
    private static final class Struct extends Conversion {
        /** Which stored field each wanted one is, or -1. */
        private final List<Integer> sources = new ArrayList<>();

        private final List<Conversion> members = new ArrayList<>();

        Struct(DataType.StructType stored, DataType.StructType wanted, String column) {
            super(wanted);
            List<String> names = stored.fields().stream().map(Field::name).toList();
            for (Field field : wanted.fields()) {
                int source = names.indexOf(field.name());
                sources.add(source);
                DataType from =
                        source < 0 ? DataType.NULL : stored.fields().get(source).type();
                members.add(of(from, field.type(), column + "." + field.name()));
            }
        }

        @Override
        ColumnVector convert(ColumnVector stored) {
            ColumnVector structs = Blocks.withoutDictionary(stored);
            List<ColumnVector> children = new ArrayList<>();
            for (int i = 0; i < members.size(); i++) {
                int source = sources.get(i);
                ColumnVector child =
                        source < 0 ? ColumnVector.ofNulls(DataType.NULL, stored.length()) : structs.child(source);
                children.add(members.get(i).apply(child));
            }
            return ColumnVector.ofStruct(wanted(), stored.length(), validity(structs), children);
        }
    }

    /** Element by element. */
    private static final class Lists extends Conversion {
        private final Conversion element;

        Lists(DataType wanted, Conversion element) {
            super(wanted);
            this.element = element;
        }

        @Override
        ColumnVector convert(ColumnVector stored) {
            ColumnVector lists = Blocks.withoutDictionary(stored);
            int count = lists.length();
            int[] starts = new int[count + 1];
            Blocks.lists(lists, 0, count, starts);
            ByteBuffer offsets =
                    ByteBuffer.allocate((count + 1) * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            offsets.asIntBuffer().put(starts);
            ColumnVector elements = element.apply(Blocks.elements(lists, 0, count));
            return ColumnVector.ofList(wanted(), count, validity(lists), offsets, elements);
        }
    }
}
