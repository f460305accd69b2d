package dev.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A dataset answers to every verb of a frame. */
class ShortcutsTest {
    /** What a frame has and a dataset has not, and why. */
    private static final Set<String> NOT_ON_DATASETS = Set.of(
            // A scan of all columns is no plan that anybody has made.
            "LogicalPlan plan()");

    private static Set<String> verbs(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .map(ShortcutsTest::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String signature(Method method) {
        return method.getReturnType().getSimpleName() + " " + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    @Test
    void datasetsHaveEveryVerbOfFrames() {
        Set<String> missing = verbs(LazyFrame.class);
        assertTrue(missing.contains("LazyFrame topK(long, SortKey[])"), missing.toString());
        missing.removeAll(verbs(ParquetDataset.class));
        assertEquals(NOT_ON_DATASETS, missing);
    }
}
