package dev.colonnade.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Test data of this module and of the core, copied to where a test may open and change it. */
public final class Corpus {
    private Corpus() {}

    /** Copies a resource, file or directory, below {@code target} and answers with the copy. */
    public static Path copy(String name, Path target) {
        URL url = Objects.requireNonNull(Corpus.class.getResource("/" + name), name);
        try {
            URI uri = url.toURI();
            if (!uri.getScheme().equals("jar")) {
                return copyTree(Path.of(uri), target.resolve(name));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return copyTree(jar.getPath("/" + name), target.resolve(name));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                    Files.copy(path, copy);
                }
            }
        }
        return to;
    }
}
