package dev.colonnade.arrow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.jni.ReservationListener;
import org.junit.jupiter.api.Test;

/** Scans take their memory from the default pool, since a listenable one ends the JVM when a scan fails or is closed early. */
class MemoryPoolTest {
    private static final ArchRule NO_LISTENABLE_POOL =
            noClasses().should().callMethod(NativeMemoryPool.class, "createListenable", ReservationListener.class);

    @Test
    void nobodyMakesAListenablePool() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.colonnade");
        NO_LISTENABLE_POOL.check(classes);
        Set<String> calls = classes.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(NativeMemoryPool.class))
                .map(call -> call.getOriginOwner().getSimpleName() + " " + call.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of(
                        "NativeLibrary getBytesAllocated",
                        "NativeLibrary getDefault",
                        "NativeLibrary getNativeInstanceId"),
                calls);
    }

    @Test
    void onePoolIsReported() {
        JavaClasses breach = new ClassFileImporter().importClasses(Breach.class);
        assertFalse(NO_LISTENABLE_POOL
                .allowEmptyShould(false)
                .evaluate(breach)
                .getFailureReport()
                .isEmpty());
    }

    /** Breaks the rule, and is never called. */
    static final class Breach {
        private Breach() {}

        static NativeMemoryPool pool(ReservationListener listener) {
            return NativeMemoryPool.createListenable(listener);
        }
    }
}
