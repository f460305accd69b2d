package dev.colonnade.batch;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Columns out of the components of records. */
final class RecordColumns {
    private static final Map<Class<?>, DataType> SIMPLE = Map.ofEntries(
            Map.entry(boolean.class, DataType.BOOL),
            Map.entry(Boolean.class, DataType.BOOL),
            Map.entry(byte.class, DataType.INT8),
            Map.entry(Byte.class, DataType.INT8),
            Map.entry(short.class, DataType.INT16),
            Map.entry(Short.class, DataType.INT16),
            Map.entry(int.class, DataType.INT32),
            Map.entry(Integer.class, DataType.INT32),
            Map.entry(long.class, DataType.INT64),
            Map.entry(Long.class, DataType.INT64),
            Map.entry(float.class, DataType.FLOAT32),
            Map.entry(Float.class, DataType.FLOAT32),
            Map.entry(double.class, DataType.FLOAT64),
            Map.entry(Double.class, DataType.FLOAT64),
            Map.entry(BigInteger.class, DataType.decimal(DataType.DecimalType.MAX_PRECISION, 0)),
            Map.entry(String.class, DataType.STRING),
            Map.entry(byte[].class, DataType.BINARY),
            Map.entry(UUID.class, DataType.UUID),
            Map.entry(LocalDate.class, DataType.DATE),
            Map.entry(Interval.class, DataType.INTERVAL));

    private RecordColumns() {}

    static <R extends Record> Table table(Class<R> type, List<? extends R> records) {
        Columns columns = columns(RecordShape.of(type), records);
        Schema schema = Schema.of(columns.fields());
        List<ColumnVector> vectors = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            vectors.add(Vectors.of(schema.field(i).type(), columns.values().get(i)));
        }
        return Table.of(schema, List.of(new Batch(schema, records.size(), vectors)));
    }

    /** A field per component, and the Java values that {@link Vectors} takes for it. */
    private record Columns(List<Field> fields, List<List<@Nullable Object>> values) {}

    private static Columns columns(RecordShape<?> shape, List<? extends @Nullable Object> records) {
        List<Field> fields = new ArrayList<>();
        List<List<@Nullable Object>> columns = new ArrayList<>();
        for (RecordComponent component : shape.components()) {
            Method accessor = shape.accessor(component);
            List<@Nullable Object> values = new ArrayList<>(records.size());
            for (Object record : records) {
                values.add(record == null ? null : read(accessor, record));
            }
            Typed column = column(component.getGenericType(), values, shape, component);
            fields.add(new Field(
                    component.getName(), column.type(), !component.getType().isPrimitive()));
            columns.add(column.values());
        }
        return new Columns(fields, columns);
    }

    private record Typed(DataType type, List<@Nullable Object> values) {}

    private static Typed column(
            Type java, List<@Nullable Object> values, RecordShape<?> shape, RecordComponent component) {
        DataType simple = java instanceof Class<?> known ? SIMPLE.get(known) : null;
        if (simple != null) {
            return new Typed(simple, values);
        }
        if (java instanceof ParameterizedType list && list.getRawType() == List.class) {
            return listColumn(list, values, shape, component);
        }
        if (java instanceof Class<?> nested && nested.isRecord()) {
            return structColumn(RecordShape.of(nested.asSubclass(Record.class)), values);
        }
        DataType measured = java instanceof Class<?> known ? measured(known, values) : null;
        if (measured == null) {
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "Component '" + component.getName() + "' of record " + shape.name() + " is of type "
                            + java.getTypeName()
                            + ", which no column type holds.");
        }
        return new Typed(measured, values);
    }

    private static Typed listColumn(
            ParameterizedType java, List<@Nullable Object> values, RecordShape<?> shape, RecordComponent component) {
        List<@Nullable Object> elements = new ArrayList<>();
        values.forEach(v -> elements.addAll(v == null ? List.of() : (List<?>) v));
        Typed child = column(java.getActualTypeArguments()[0], elements, shape, component);
        List<@Nullable Object> lists = new ArrayList<>(values.size());
        int start = 0;
        for (Object value : values) {
            int end = start + (value == null ? 0 : ((List<?>) value).size());
            lists.add(value == null ? null : child.values().subList(start, end));
            start = end;
        }
        return new Typed(DataType.list(Field.of("element", child.type())), lists);
    }

    private static Typed structColumn(RecordShape<?> shape, List<@Nullable Object> values) {
        Columns members = columns(shape, values);
        List<@Nullable Object> structs = new ArrayList<>(values.size());
        for (int row = 0; row < values.size(); row++) {
            Map<String, @Nullable Object> struct = new LinkedHashMap<>();
            for (int i = 0; i < members.fields().size(); i++) {
                struct.put(
                        members.fields().get(i).name(), members.values().get(i).get(row));
            }
            structs.add(values.get(row) == null ? null : struct);
        }
        return new Typed(DataType.struct(members.fields()), structs);
    }

    /** The type whose scale or resolution depends on the values. */
    private static @Nullable DataType measured(Class<?> java, List<@Nullable Object> values) {
        if (java == BigDecimal.class) {
            int scale = values.stream()
                    .mapToInt(v -> v == null
                            ? 0
                            : Math.max(0, Math.min(((BigDecimal) v).scale(), DataType.DecimalType.MAX_PRECISION)))
                    .max()
                    .orElse(0);
            return DataType.decimal(DataType.DecimalType.MAX_PRECISION, scale);
        }
        boolean nanos = values.stream()
                .anyMatch(v -> v instanceof TemporalAccessor t
                        && t.isSupported(ChronoField.NANO_OF_SECOND)
                        && t.get(ChronoField.NANO_OF_SECOND) % 1_000 != 0);
        Resolution unit = nanos ? Resolution.NANOS : Resolution.MICROS;
        if (java == LocalTime.class) {
            return DataType.time(unit);
        }
        if (java == LocalDateTime.class) {
            return DataType.timestamp(unit);
        }
        return java == Instant.class ? DataType.timestampUtc(unit) : null;
    }

    private static @Nullable Object read(Method accessor, Object record) {
        try {
            return accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Cannot read component '" + accessor.getName() + "' of record "
                            + record.getClass().getSimpleName() + ": " + e.getCause() + ".",
                    e);
        }
    }
}
