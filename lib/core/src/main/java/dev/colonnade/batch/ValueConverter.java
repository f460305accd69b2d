package dev.colonnade.batch;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How non-null values of a column become values of a record component.
 *
 * @param primitive whether the component cannot hold null
 */
record ValueConverter(boolean primitive, Function<Object, Object> function) {
    /** @throws PlanException TYPE_MISMATCH if some value of the field's type has no equal of the component's Java type */
    static ValueConverter of(RecordShape<?> shape, RecordComponent component, Field field) {
        Function<Object, Object> function = convert(component.getGenericType(), field.type());
        if (function == null) {
            throw new PlanException(
                    ErrorCode.TYPE_MISMATCH,
                    "Component '" + component.getName() + "' of record " + shape.name() + " is of type "
                            + component.getGenericType().getTypeName() + ", which does not hold every value of column '"
                            + field.name() + "' of type " + field.type() + ": declare it "
                            + JavaClasses.of(field.type()).getSimpleName() + " or cast the column.");
        }
        return new ValueConverter(component.getType().isPrimitive(), function);
    }

    Object convert(Object value) {
        return function.apply(value);
    }

    /** The lossless conversion, or null if there is none. */
    private static @Nullable Function<Object, Object> convert(Type target, DataType type) {
        if (target instanceof WildcardType wildcard) {
            return convert(wildcard.getUpperBounds()[0], type);
        }
        if (target instanceof ParameterizedType parameterized) {
            return parameterized(parameterized, type);
        }
        if (!(target instanceof Class<?> wanted)) {
            return null;
        }
        if (wanted.isRecord() && type instanceof DataType.StructType struct) {
            return struct(wanted.asSubclass(Record.class), struct);
        }
        Class<?> given = JavaClasses.of(type);
        if (wanted.isAssignableFrom(given) || type instanceof DataType.NullType) {
            return value -> value;
        }
        return wanted == primitiveOf(given) ? value -> value : NumberConversions.find(wanted, type);
    }

    private static @Nullable Class<?> primitiveOf(Class<?> boxed) {
        Class<?> unwrapped = MethodType.methodType(boxed).unwrap().returnType();
        return unwrapped.isPrimitive() ? unwrapped : null;
    }

    private static @Nullable Function<Object, Object> parameterized(ParameterizedType target, DataType type) {
        Type[] arguments = target.getActualTypeArguments();
        Class<?> raw = (Class<?>) target.getRawType();
        if (type instanceof DataType.ListType list && arguments.length == 1 && raw.isAssignableFrom(List.class)) {
            Function<Object, Object> element =
                    convert(arguments[0], list.element().type());
            return element == null ? null : value -> convertAll((List<?>) value, element);
        }
        if (type instanceof DataType.MapType map && arguments.length == 2 && raw.isAssignableFrom(Map.class)) {
            Function<Object, Object> key = convert(arguments[0], map.key().type());
            Function<Object, Object> mapped = convert(arguments[1], map.value().type());
            return key == null || mapped == null ? null : value -> convertAll((Map<?, ?>) value, key, mapped);
        }
        boolean mapOfObjects = arguments.length == 2
                && arguments[0] == String.class
                && arguments[1] == Object.class
                && raw.isAssignableFrom(Map.class);
        return type instanceof DataType.StructType && mapOfObjects ? value -> value : null;
    }

    private static Object convertAll(List<?> values, Function<Object, Object> element) {
        List<@Nullable Object> converted = new ArrayList<>(values.size());
        values.forEach(v -> converted.add(v == null ? null : element.apply(v)));
        return Collections.unmodifiableList(converted);
    }

    private static Object convertAll(Map<?, ?> values, Function<Object, Object> key, Function<Object, Object> mapped) {
        Map<Object, @Nullable Object> converted = new LinkedHashMap<>();
        values.forEach((k, v) -> converted.put(key.apply(k), v == null ? null : mapped.apply(v)));
        return Collections.unmodifiableMap(converted);
    }

    private static <R extends Record> Function<Object, Object> struct(Class<R> wanted, DataType.StructType type) {
        RecordShape<R> shape = RecordShape.of(wanted);
        List<RecordComponent> components = shape.components();
        List<String> names = new ArrayList<>();
        List<ValueConverter> converters = new ArrayList<>();
        for (RecordComponent component : components) {
            Field field = type.fields().get(shape.match(component, type.fields()));
            names.add(field.name());
            converters.add(of(shape, component, field));
        }
        return value -> {
            @Nullable Object[] arguments = new @Nullable Object[names.size()];
            for (int i = 0; i < arguments.length; i++) {
                Object member = ((Map<?, ?>) value).get(names.get(i));
                if (member == null && converters.get(i).primitive()) {
                    throw shape.nullInPrimitive(components.get(i), "field '" + names.get(i) + "' is null");
                }
                arguments[i] = member == null ? null : converters.get(i).convert(member);
            }
            return shape.create(arguments);
        };
    }
}
