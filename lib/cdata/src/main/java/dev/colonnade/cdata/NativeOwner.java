package dev.colonnade.cdata;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Cleaner;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Hands native memory to the garbage collector: it is released, once, when neither this owner nor any buffer over the memory
 * is reachable any more. Slices and duplicates of a buffer count as the buffer. On Java 22 and newer the buffers belong to an
 * automatic arena of the foreign memory API; before that they are direct buffers whose address is set, and whose attachment is
 * the owner, through {@code sun.misc.Unsafe}.
 */
public final class NativeOwner {
    private static final Views VIEWS = Runtime.version().feature() >= 22 ? new ForeignViews() : new UnsafeViews();

    private final Object reachable;

    private NativeOwner(Object reachable) {
        this.reachable = reachable;
    }

    /** The owner of memory that {@code release} gives back; it runs on a thread of the garbage collector's. */
    public static NativeOwner of(Runnable release) {
        return new NativeOwner(VIEWS.owner(release));
    }

    /** The {@code length} bytes at {@code address}, little-endian; not to be written. */
    ByteBuffer view(long address, int length) {
        return VIEWS.view(reachable, address, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A way to make direct buffers over memory that something else allocated. */
    private interface Views {
        Object owner(Runnable release);

        ByteBuffer view(Object owner, long address, int length);
    }

    private static final class UnsafeViews implements Views {
        private static final Cleaner CLEANER = Cleaner.create();
        /** Whose duplicates are given other addresses; it keeps its own memory. */
        private static final ByteBuffer TEMPLATE = ByteBuffer.allocateDirect(1);

        private final MethodHandle putLong;
        private final MethodHandle putInt;
        private final MethodHandle putObject;
        private final long address;
        private final long capacity;
        private final long attachment;

        UnsafeViews() {
            try {
                Class<?> type = Class.forName("sun.misc.Unsafe");
                Field instance = type.getDeclaredField("theUnsafe");
                instance.setAccessible(true);
                Object unsafe = instance.get(null);
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                putLong = put(lookup, type, "putLong", long.class).bindTo(unsafe);
                putInt = put(lookup, type, "putInt", int.class).bindTo(unsafe);
                putObject = put(lookup, type, "putObject", Object.class).bindTo(unsafe);
                MethodHandle offset = lookup.findVirtual(
                                type, "objectFieldOffset", MethodType.methodType(long.class, Field.class))
                        .bindTo(unsafe);
                address = (long) offset.invoke(Buffer.class.getDeclaredField("address"));
                capacity = (long) offset.invoke(Buffer.class.getDeclaredField("capacity"));
                attachment = (long) offset.invoke(TEMPLATE.getClass().getDeclaredField("att"));
            } catch (Throwable e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private static MethodHandle put(MethodHandles.Lookup lookup, Class<?> type, String name, Class<?> value)
                throws ReflectiveOperationException {
            return lookup.findVirtual(type, name, MethodType.methodType(void.class, Object.class, long.class, value));
        }

        @Override
        public Object owner(Runnable release) {
            Object owner = new Object();
            CLEANER.register(owner, release);
            return owner;
        }

        @Override
        public ByteBuffer view(Object owner, long at, int length) {
            ByteBuffer buffer = TEMPLATE.duplicate();
            try {
                putObject.invoke((Object) buffer, attachment, owner);
                putLong.invoke((Object) buffer, address, at);
                putInt.invoke((Object) buffer, capacity, length);
            } catch (Throwable e) {
                throw new IllegalStateException("Native memory cannot be shown as a buffer.", e);
            }
            return buffer.clear();
        }
    }

    private static final class ForeignViews implements Views {
        private final MethodHandle newArena;
        private final MethodHandle ofAddress;
        private final MethodHandle reinterpret;
        private final MethodHandle asByteBuffer;

        ForeignViews() {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
                Class<?> arena = Class.forName("java.lang.foreign.Arena");
                newArena = lookup.findStatic(arena, "ofAuto", MethodType.methodType(arena));
                ofAddress = lookup.findStatic(segment, "ofAddress", MethodType.methodType(segment, long.class));
                reinterpret = lookup.findVirtual(
                        segment, "reinterpret", MethodType.methodType(segment, long.class, arena, Consumer.class));
                asByteBuffer = lookup.findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        /** The arena runs what the first segment asks for when none of its segments is reachable. */
        @Override
        public Object owner(Runnable release) {
            try {
                Object arena = newArena.invoke();
                Consumer<Object> cleanup = segment -> release.run();
                Object none = ofAddress.invoke(0L);
                reinterpret.invoke(none, 0L, arena, cleanup);
                return arena;
            } catch (Throwable e) {
                throw new IllegalStateException("Native memory cannot be owned.", e);
            }
        }

        @Override
        public ByteBuffer view(Object owner, long at, int length) {
            try {
                Object start = ofAddress.invoke(at);
                Object segment = reinterpret.invoke(start, (long) length, owner, (Consumer<Object>) null);
                return (ByteBuffer) asByteBuffer.invoke(segment);
            } catch (Throwable e) {
                throw new IllegalStateException("Native memory cannot be shown as a buffer.", e);
            }
        }
    }
}
