package dev.colonnade.cdata;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Copies of native memory on the heap, and the addresses of direct buffers. On Java 22 and newer it uses the foreign
 * memory API, before that {@code sun.misc.Unsafe}; both through method handles, because one class file serves all.
 */
public final class NativeMemory {
    private static final MethodType COPY_TYPE = MethodType.methodType(void.class, long.class, byte[].class, int.class);

    /** {@code (long address, byte[] target, int length) -> void}: fills the front of {@code target}. */
    private static final MethodHandle COPY;

    /** {@code (Buffer direct) -> long}. */
    private static final MethodHandle ADDRESS;

    private static final String MEANS;

    static {
        try {
            boolean foreign = Runtime.version().feature() >= 22;
            Access access = foreign ? foreignAccess() : unsafeAccess();
            COPY = access.copy();
            ADDRESS = access.address();
            MEANS = foreign ? "foreign memory API" : "sun.misc.Unsafe";
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private NativeMemory() {}

    private record Access(MethodHandle copy, MethodHandle address) {}

    /** What the copies are made with, for people. */
    public static String means() {
        return MEANS;
    }

    /** The {@code length} bytes at {@code address}, on the heap, little-endian. */
    static ByteBuffer copy(long address, int length) {
        return ByteBuffer.wrap(bytes(address, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] bytes(long address, int length) {
        byte[] target = new byte[length];
        if (length > 0) {
            copyInto(target, address);
        }
        return target;
    }

    /** The UTF-8 string at {@code address} up to its zero byte. */
    static String string(long address) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] one = new byte[1];
        for (long at = address; ; at++) {
            copyInto(one, at);
            if (one[0] == 0) {
                return text.toString(StandardCharsets.UTF_8);
            }
            text.write(one[0]);
        }
    }

    /** Where {@code direct} lies; good for as long as the buffer is reachable. */
    static long address(ByteBuffer direct) {
        try {
            return (long) ADDRESS.invokeExact((Buffer) direct);
        } catch (Throwable e) {
            throw new IllegalStateException("The address of a direct buffer cannot be read.", e);
        }
    }

    private static void copyInto(byte[] target, long address) {
        try {
            COPY.invokeExact(address, target, target.length);
        } catch (Throwable e) {
            throw new IllegalStateException("Native memory cannot be copied.", e);
        }
    }

    private static Access foreignAccess() throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
        Class<?> layout = Class.forName("java.lang.foreign.ValueLayout");
        Object everything = reinterpret(
                lookup.findVirtual(segment, "reinterpret", MethodType.methodType(segment, long.class)),
                segment.getField("NULL").get(null));
        MethodType copyType =
                MethodType.methodType(void.class, segment, layout, long.class, Object.class, int.class, int.class);
        MethodHandle copy = MethodHandles.insertArguments(
                lookup.findStatic(segment, "copy", copyType),
                0,
                everything,
                layout.getField("JAVA_BYTE").get(null));
        MethodHandle address = MethodHandles.filterReturnValue(
                lookup.findStatic(segment, "ofBuffer", MethodType.methodType(segment, Buffer.class)),
                lookup.findVirtual(segment, "address", MethodType.methodType(long.class)));
        return new Access(MethodHandles.insertArguments(copy, 2, 0).asType(COPY_TYPE), address);
    }

    private static Object reinterpret(MethodHandle reinterpret, Object segment) throws ReflectiveOperationException {
        try {
            return reinterpret.invoke(segment, Long.MAX_VALUE);
        } catch (Throwable e) {
            throw new ReflectiveOperationException("Native memory is not accessible.", e);
        }
    }

    private static Access unsafeAccess() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        Object unsafe = instance.get(null);
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodType copyType =
                MethodType.methodType(void.class, Object.class, long.class, Object.class, long.class, long.class);
        Object none = null;
        MethodHandle copy = MethodHandles.insertArguments(
                lookup.findVirtual(type, "copyMemory", copyType).bindTo(unsafe), 0, none);
        long arrayBase = type.getField("ARRAY_BYTE_BASE_OFFSET").getInt(null);
        long addressField = (long) type.getMethod("objectFieldOffset", Field.class)
                .invoke(unsafe, Buffer.class.getDeclaredField("address"));
        MethodHandle read = lookup.findVirtual(
                        type, "getLong", MethodType.methodType(long.class, Object.class, long.class))
                .bindTo(unsafe);
        return new Access(
                MethodHandles.insertArguments(copy, 2, arrayBase).asType(COPY_TYPE),
                MethodHandles.insertArguments(read, 1, addressField)
                        .asType(MethodType.methodType(long.class, Buffer.class)));
    }
}
