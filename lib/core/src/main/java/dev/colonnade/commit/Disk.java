package dev.colonnade.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The file operations that a commit is made of. Implementations are safe for use by several threads. */
public interface Disk {
    /** What is at a path, after following links. */
    enum Kind {
        NOTHING,
        FILE,
        DIRECTORY
    }

    Kind kind(Path path) throws IOException;

    /** What is directly in {@code directory}, in any order; nothing if there is no such directory. */
    List<Path> list(Path directory) throws IOException;

    byte[] read(Path file) throws IOException;

    /** Makes one directory in an existing one, unless it is there. */
    void createDirectory(Path directory) throws IOException;

    /** Makes {@code file}, or empties it, writes it whole and makes its bytes durable. */
    void write(Path file, byte[] bytes) throws IOException;

    /** Makes the bytes of a file durable. */
    void sync(Path file) throws IOException;

    /** Makes the names in a directory durable. */
    void syncDirectory(Path directory) throws IOException;

    /** Renames a file, all at once. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory, if it is there. */
    void delete(Path path) throws IOException;
}
