package dev.colonnade.architecture;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The files and directories of a project, as paths relative to its root with slashes, without what a build makes. */
record ProjectTree(Path root, List<String> paths) {

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea");
    private static final Pattern NAMED_PATH = Pattern.compile("`([\\w.-]+(?:/[\\w.-]+)+)`");

    /** The project that the working directory belongs to: the nearest directory upwards with an ARCHITECTURE.md. */
    static ProjectTree ofWorkingDirectory() throws IOException {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("ARCHITECTURE.md"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("The test runs outside a project with an ARCHITECTURE.md");
            }
        }
        return of(directory);
    }

    static ProjectTree of(Path root) throws IOException {
        List<String> paths = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (!directory.equals(root)
                        && NOT_OURS.contains(directory.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return visitFile(directory, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                paths.add(root.relativize(file).toString().replace('\\', '/'));
                return FileVisitResult.CONTINUE;
            }
        });
        paths.sort(null);
        return new ProjectTree(root, List.copyOf(paths));
    }

    String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    /** The directories of main sources whose package-info lacks {@code @NullMarked} or does not exist. */
    List<String> unmarkedPackages() throws IOException {
        List<String> packages = paths.stream()
                .filter(path -> path.endsWith(".java") && path.contains("src/main/java/"))
                .map(path -> path.substring(0, path.lastIndexOf('/')))
                .distinct()
                .toList();
        List<String> unmarked = new ArrayList<>();
        for (String directory : packages) {
            String info = directory + "/package-info.java";
            if (!paths.contains(info) || !read(info).contains("@NullMarked")) {
                unmarked.add(directory);
            }
        }
        return unmarked;
    }

    /** The paths that a page names in backticks, at least one slash each, and that are the end of no path of the project. */
    List<String> missingPaths(String markdown) {
        return NAMED_PATH
                .matcher(markdown)
                .results()
                .map(match -> match.group(1))
                .filter(named -> paths.stream().noneMatch(path -> ("/" + path).endsWith("/" + named)))
                .distinct()
                .toList();
    }
}
