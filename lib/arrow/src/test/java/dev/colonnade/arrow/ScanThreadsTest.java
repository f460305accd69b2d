package dev.colonnade.arrow;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Native code that overflows its stack ends the JVM, so it must have more than threads have that ask for none. */
class ScanThreadsTest {
    /** Calls of {@link #deep} that take about 3 MB in the interpreter. */
    private static final int CALLS = 9_000;

    @Test
    void haveRoomForMoreThanOneMegabyteOfCalls() {
        try (ScanThreads threads = new ScanThreads(1)) {
            assertDoesNotThrow(() -> deepOn(threads::run));
        }
    }

    private static long deepOn(Executor executor) {
        return CompletableFuture.supplyAsync(() -> deep(new long[16], CALLS), executor)
                .join();
    }

    /** Keeps sixteen numbers in its frame while it calls itself; no two calls see the same ones. */
    private static long deep(long[] v, int calls) {
        if (calls == 0) {
            return 0;
        }
        long a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], f = v[5], g = v[6], h = v[7];
        long i = v[8], j = v[9], k = v[10], l = v[11], m = v[12], n = v[13], o = v[14], p = v[15];
        v[calls & 15] += calls;
        long rest = deep(v, calls - 1);
        return rest + a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p;
    }
}
