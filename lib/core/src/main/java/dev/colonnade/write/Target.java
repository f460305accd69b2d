package dev.colonnade.write;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.Plans;
import dev.colonnade.source.CurrentFiles;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Storage.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The directory to write to, and the dataset that is in it when the write begins.
 *
 * @param root absolute and normalized
 * @param before the dataset, if there is one
 */
record Target(Path root, Optional<FileSet> before) {
    static Target of(Path directory, DatasetOptions options) {
        Path root = directory.toAbsolutePath().normalize();
        return new Target(root, open(root, options));
    }

    /** @throws PlanException INVALID_ARGUMENT if the dataset is not one directory */
    static Target of(FileSet dataset) {
        List<String> locations = dataset.locations();
        if (locations.size() != 1 || !Files.isDirectory(Path.of(locations.get(0)))) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Only a dataset that was opened as one directory can be written to and has versions, not ("
                            + String.join(", ", locations) + "): open its directory.");
        }
        return new Target(Path.of(locations.get(0)).toAbsolutePath().normalize(), Optional.of(dataset));
    }

    private static Optional<FileSet> open(Path root, DatasetOptions options) {
        try {
            return Optional.of(Datasets.openHead(List.of(root.toString()), options));
        } catch (DatasetException e) {
            if (e.code() == ErrorCode.PATH_NOT_FOUND || e.code() == ErrorCode.EMPTY_DATASET) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The snapshots of this dataset, or of parts of it, that rows are computed from. */
    List<FileSet> readBy(LogicalPlan rows) {
        return Plans.scans(rows).stream()
                .map(LogicalPlan.Scan::files)
                .filter(files -> files.files().stream()
                        .anyMatch(
                                file -> file.path().toAbsolutePath().normalize().startsWith(root)))
                .distinct()
                .toList();
    }

    /** The data files that are there now. */
    List<Entry> files() {
        return CurrentFiles.in(root);
    }
}
