package dev.colonnade.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The bundled data as files: in place where it is a directory, or a temporary copy of what the jar holds. */
public final class ExampleData implements AutoCloseable {
    private static final String RESOURCE = "data";

    private final Path directory;
    private final boolean temporary;

    private ExampleData(Path directory, boolean temporary) {
        this.directory = directory;
        this.temporary = temporary;
    }

    /** Finds the data beside the classes of the examples. */
    public static ExampleData open() {
        URL url = Objects.requireNonNull(ExampleData.class.getResource(RESOURCE), "the jar has no data");
        try {
            URI uri = url.toURI();
            return uri.getScheme().equals("jar") ? copyOut(uri) : new ExampleData(Path.of(uri), false);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack the example data: " + e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The example data has no usable address: " + url, e);
        }
    }

    /** The directory with {@code weather}, {@code chinook} and {@code flights-200k.parquet}. */
    public Path directory() {
        return directory;
    }

    private static ExampleData copyOut(URI uri) throws IOException {
        Path target = Files.createTempDirectory("colonnade-examples-");
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            Path source = jar.getPath("/" + ExampleData.class.getPackageName().replace('.', '/'), RESOURCE);
            try (Stream<Path> entries = Files.walk(source)) {
                for (Path entry : (Iterable<Path>) entries::iterator) {
                    Path copy = target.resolve(source.relativize(entry).toString());
                    if (Files.isDirectory(entry)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(entry, copy);
                    }
                }
            }
        }
        return new ExampleData(target, true);
    }

    /** Deletes a temporary copy. */
    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> entries = Files.walk(directory)) {
            List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete '" + directory + "': " + e.getMessage(), e);
        }
    }
}
