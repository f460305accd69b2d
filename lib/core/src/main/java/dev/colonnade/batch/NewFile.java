package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Consumer;

/** A file that appears, or replaces the one before, when it is whole and on the device. */
final class NewFile {
    private NewFile() {}

    /**
     * Lets {@code content} write beside {@code file}, then renames. Whatever fails, {@code file} stays as it is and nothing
     * is left beside it.
     *
     * @throws ColonnadeException IO, or what {@code content} throws
     */
    static void write(Path file, Consumer<WritableByteChannel> content) {
        Path name = file.getFileName();
        if (name == null) {
            throw new ColonnadeException(ErrorCode.INVALID_ARGUMENT, "'" + file + "' names no file.");
        }
        Path beside = file.resolveSibling("." + name + "." + UUID.randomUUID() + ".tmp");
        try {
            try {
                try (FileChannel channel =
                        FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                    content.accept(channel);
                    channel.force(true);
                }
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new ColonnadeException(ErrorCode.IO, "Cannot write '" + file + "': " + e + ".", e);
        }
    }
}
