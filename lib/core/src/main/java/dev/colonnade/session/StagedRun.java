package dev.colonnade.session;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.FileWriter;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.commit.ReadVersions;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows that an engine writes into an empty directory, which nobody else looks at. If files that it reads are moved by a commit
 * meanwhile, the directory is emptied and it begins again.
 */
record StagedRun(ExecutablePlan rows, WriteOrder order) {
    List<WrittenFile> by(FileWriter writer, ExecutionContext context) {
        ReadVersions.Lease lease = QueryRunner.leased(rows);
        try (lease) {
            return write(writer, context);
        }
    }

    private List<WrittenFile> write(FileWriter writer, ExecutionContext context) {
        FilePlaces places = new FilePlaces();
        while (true) {
            try {
                return writer.write(places.apply(rows), order, context);
            } catch (ColonnadeException failure) {
                if (context.cancel().fired() || !places.lookAgain(rows, failure)) {
                    throw failure;
                }
            }
            clear(order.directory());
        }
    }

    private static void clear(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.toList()) {
                if (Files.isDirectory(child)) {
                    clear(child);
                }
                Files.delete(child);
            }
        } catch (IOException e) {
            throw new DatasetException(
                    ErrorCode.IO, "[" + directory + "] What was staged cannot be deleted: " + e + ".", e);
        }
    }
}
