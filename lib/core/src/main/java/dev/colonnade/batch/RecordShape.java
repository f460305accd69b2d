package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.Field;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A record class: its components, its constructor and its accessors, also where the class is private or local. */
final class RecordShape<R extends Record> {
    private final Class<R> type;
    private final List<RecordComponent> components;
    private final MethodHandle constructor;

    private RecordShape(Class<R> type, List<RecordComponent> components, MethodHandle constructor) {
        this.type = type;
        this.components = components;
        this.constructor = constructor;
    }

    /** @throws PlanException INVALID_ARGUMENT if the class is sealed off by its module */
    static <R extends Record> RecordShape<R> of(Class<R> type) {
        List<RecordComponent> components = List.of(type.getRecordComponents());
        Class<?>[] parameters =
                components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            MethodHandle spread = MethodHandles.lookup()
                    .unreflectConstructor(constructor)
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new RecordShape<>(type, components, spread);
        } catch (NoSuchMethodException | IllegalAccessException | InaccessibleObjectException e) {
            throw sealedOff(type, e);
        }
    }

    String name() {
        return type.getSimpleName();
    }

    List<RecordComponent> components() {
        return components;
    }

    /** @throws ColonnadeException CAST_FAILED if the constructor refuses the values */
    R create(@Nullable Object[] arguments) {
        try {
            return type.cast((Object) constructor.invokeExact(arguments));
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new ColonnadeException(
                    ErrorCode.CAST_FAILED, "record " + name() + " refuses the values: " + e.getMessage(), e);
        }
    }

    /** The accessor of a component, ready to be invoked on any record of this class. */
    Method accessor(RecordComponent component) {
        Method accessor = component.getAccessor();
        try {
            accessor.setAccessible(true);
        } catch (InaccessibleObjectException e) {
            throw sealedOff(type, e);
        }
        return accessor;
    }

    /**
     * The position of the field that {@code component} is named after.
     *
     * @throws PlanException NO_SUCH_COLUMN with the nearest name, AMBIGUOUS_COLUMN
     */
    int match(RecordComponent component, List<Field> fields) {
        List<String> names = fields.stream().map(Field::name).toList();
        int exact = names.indexOf(component.getName());
        if (exact >= 0) {
            return exact;
        }
        List<String> alike = names.stream()
                .filter(n -> caseless(n).equals(caseless(component.getName())))
                .toList();
        if (alike.size() > 1) {
            throw new PlanException(
                    ErrorCode.AMBIGUOUS_COLUMN,
                    "Component '" + component.getName() + "' of record " + name() + " could be any of "
                            + alike.stream().map(n -> "'" + n + "'").collect(Collectors.joining(", "))
                            + ": name it exactly like one of them.");
        }
        if (alike.isEmpty()) {
            throw new PlanException(
                    ErrorCode.NO_SUCH_COLUMN,
                    "No column for component '" + component.getName() + "' of record " + name() + " in ("
                            + String.join(", ", names) + ")." + Nearest.hint(component.getName(), names));
        }
        return names.indexOf(alike.get(0));
    }

    /** What snake_case and camelCase spellings of one name share. */
    private static String caseless(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** The refusal of {@code what} (a column or field that is null) for a component that cannot hold null. */
    ColonnadeException nullInPrimitive(RecordComponent component, String what) {
        Class<?> boxed = MethodType.methodType(component.getType()).wrap().returnType();
        return new ColonnadeException(
                ErrorCode.CAST_FAILED,
                what + " and component '" + component.getName() + "' of record " + name() + " is a "
                        + component.getType().getName() + ": declare it " + boxed.getSimpleName()
                        + " or fill the nulls first.");
    }

    private static PlanException sealedOff(Class<?> type, Exception cause) {
        return new PlanException(
                ErrorCode.INVALID_ARGUMENT,
                "Record " + type.getName() + " cannot be reached: open its package to this library in its module-info.",
                cause);
    }
}
