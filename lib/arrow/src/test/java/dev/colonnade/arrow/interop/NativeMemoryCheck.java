package dev.colonnade.arrow.interop;

import dev.colonnade.arrow.scan.NativeLibrary;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Wraps every test of the module: after it, and after the collector has run, there are as many native references as before, and
 * the allocator that the test got as a parameter has nothing left, and Arrow's native scans hold no more memory.
 */
public final class NativeMemoryCheck implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(NativeMemoryCheck.class);
    private static final int ROUNDS = 100;
    private static final long MILLIS_PER_ROUND = 100;

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(SPACE).put("live", NativeHold.live());
        context.getStore(SPACE).put("pool", nativeBytes());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        long before = context.getStore(SPACE).get("live", Long.class);
        BufferAllocator allocator = context.getStore(SPACE).get("allocator", BufferAllocator.class);
        long pool = context.getStore(SPACE).get("pool", Long.class);
        LongSupplier bytes = () -> allocator == null ? 0 : allocator.getAllocatedMemory();
        boolean clean = collected(() -> NativeHold.live() <= before && bytes.getAsLong() == 0 && nativeBytes() <= pool);
        if (!clean) {
            throw new AssertionError("Left behind: " + (NativeHold.live() - before) + " native references, "
                    + bytes.getAsLong() + " bytes of the allocator, " + (nativeBytes() - pool)
                    + " bytes of Arrow's native memory.");
        }
        if (allocator != null) {
            allocator.close();
        }
    }

    /** What Arrow's native scans have allocated and not freed. */
    private static long nativeBytes() {
        return NativeLibrary.allocatedBytes();
    }

    /** Whether {@code done} comes to hold when garbage is collected; gives up after some seconds. */
    public static boolean collected(BooleanSupplier done) {
        for (int round = 0; round < ROUNDS && !done.getAsBoolean(); round++) {
            awaitCollection();
        }
        return done.getAsBoolean();
    }

    /** Lets the collector run that many times. */
    public static void collect(int times) {
        for (int i = 0; i < times; i++) {
            awaitCollection();
        }
    }

    /** Returns once the collector has found an object that was garbage before. */
    private static void awaitCollection() {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> canary = new PhantomReference<>(new Object(), queue);
        System.gc();
        try {
            queue.remove(MILLIS_PER_ROUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
        canary.clear();
    }

    /** The allocator of a test class's constructor is that of the one test too. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == BufferAllocator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(SPACE).computeIfAbsent("allocator", key -> new RootAllocator());
    }
}
