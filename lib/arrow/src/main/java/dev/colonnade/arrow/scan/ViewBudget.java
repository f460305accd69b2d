package dev.colonnade.arrow.scan;

/**
 * Whether batches may stay in native memory. They are views of it while the native library holds less than a number of bytes in
 * all, which costs no copy; the collector, which knows nothing of its size, gives it back when it happens to run. Beyond that
 * they are copies on the heap, which make the collector run.
 *
 * <p>The library's own count is asked, since the batches' sizes do not tell: a batch is a slice of a decoded row group, and keeps
 * all of it.
 *
 * @param mostBytes of native memory, over all scans of the program
 */
public record ViewBudget(long mostBytes) {
    /** Every batch is a copy. */
    public static ViewBudget none() {
        return new ViewBudget(0);
    }

    boolean hasRoom() {
        return NativeLibrary.allocatedBytes() < mostBytes;
    }
}
