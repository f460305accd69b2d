package dev.colonnade.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.colonnade.architecture.fixture.Face;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the code against ARCHITECTURE.md, and shows with fixtures that a breach would be reported. */
class ArchitectureTest {

    @Test
    void roomsUseOnlyRoomsAboveThem() throws IOException {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.colonnade");
        assertFalse(classes.isEmpty(), "no class was imported");
        RoomTable table = RoomTable.parse(
                "dev.colonnade", ProjectTree.ofWorkingDirectory().read("ARCHITECTURE.md"));
        assertEquals(List.of(), table.violations(classes));
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        assertEquals(List.of(), ProjectTree.ofWorkingDirectory().unmarkedPackages());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md"})
    void everyNamedFileExists(String page) throws IOException {
        ProjectTree project = ProjectTree.ofWorkingDirectory();
        assertEquals(List.of(), project.missingPaths(project.read(page)));
    }

    /** The fixture has rooms {@code upper} and {@code lower} (with a sub-package), a room nobody listed and a root. */
    @Nested
    class TestOfTheTest {

        private static final String ROOT = "dev.colonnade.architecture.fixture";
        private final JavaClasses fixture = new ClassFileImporter().importPackagesOf(Face.class);

        @Test
        void downwardOrderIsClean() {
            assertEquals(List.of(), table("upper", "lower", "unlisted", ROOT).violations(fixture));
        }

        @Test
        void upwardImportIsReported() {
            assertEquals(
                    List.of(
                            ROOT + ".lower.Bottom uses " + ROOT + ".upper.Top, but room 'upper' is below room 'lower'",
                            ROOT + ".lower.part.Nook uses " + ROOT
                                    + ".upper.Top, but room 'upper' is below room 'lower'"),
                    table("lower", "upper", "unlisted", ROOT).violations(fixture));
        }

        @Test
        void rootAboveItsRoomsIsReported() {
            assertEquals(
                    List.of(ROOT + ".Face uses " + ROOT + ".lower.Bottom, but room 'lower' is below room '" + ROOT
                            + "'"),
                    table("upper", ROOT, "lower", "unlisted").violations(fixture));
        }

        @Test
        void packageWithoutRowIsReported() {
            assertEquals(
                    List.of("Package " + ROOT + ".unlisted has no row in the room table"),
                    table("upper", "lower", ROOT).violations(fixture));
        }

        @Test
        void roomWithoutCodeIsAllowed() {
            assertEquals(
                    List.of(),
                    table("upper", "planned", "lower", "unlisted", ROOT).violations(fixture));
        }

        @Test
        void tableMustBeReadable() {
            assertEquals(
                    "The page has no table that starts with '| room |'",
                    assertThrows(IllegalArgumentException.class, () -> RoomTable.parse(ROOT, "# Architecture\n"))
                            .getMessage());
            assertEquals(
                    "A room has two rows: [upper, upper]",
                    assertThrows(IllegalArgumentException.class, () -> table("upper", "upper"))
                            .getMessage());
            assertEquals(
                    "Every row starts with a room in backticks, but these are the rows:\n| upper | text |\n",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> RoomTable.parse(ROOT, "| room | holds |\n|---|---|\n| upper | text |\n"))
                            .getMessage());
        }

        @Test
        void packageWithoutNullMarkIsReported(@TempDir Path project) throws IOException {
            Path sources = Files.createDirectories(project.resolve("lib/x/src/main/java/a/b"));
            Files.writeString(sources.resolve("B.java"), "package a.b;\n");
            assertEquals(
                    List.of("lib/x/src/main/java/a/b"), ProjectTree.of(project).unmarkedPackages());
            Files.writeString(sources.resolve("package-info.java"), "package a.b;\n");
            assertEquals(
                    List.of("lib/x/src/main/java/a/b"), ProjectTree.of(project).unmarkedPackages());
            Files.writeString(sources.resolve("package-info.java"), "@NullMarked\npackage a.b;\n");
            assertEquals(List.of(), ProjectTree.of(project).unmarkedPackages());
        }

        @Test
        void missingFileIsReported(@TempDir Path project) throws IOException {
            Files.createDirectories(project.resolve("lib/x"));
            Files.writeString(project.resolve("lib/x/Here.java"), "");
            assertEquals(
                    List.of("x/Gone.java", "b/x"),
                    ProjectTree.of(project)
                            .missingPaths("`x/Here.java` `lib/x` `x/Gone.java` `b/x` `Gone.java` `mvn verify`"));
        }

        private static RoomTable table(String... rooms) {
            var page = new StringBuilder(
                    "# Page\n\n| module | holds |\n|---|---|\n| `m` | text |\n\n| room | holds |\n|---|---|\n");
            for (String room : rooms) {
                page.append("| `").append(room).append("` | text |\n");
            }
            return RoomTable.parse(ROOT, page.append("\nMore text.\n").toString());
        }
    }
}
