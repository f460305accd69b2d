package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How what is known of a dataset's files is kept between opens.
 *
 * @param mode what to do with what an earlier open left
 * @param directory where manifests are kept; empty for the dataset's own {@code _colonnade} directory if it has one, else
 *     {@code colonnade/manifests} in the user's cache directory
 * @param minFiles the number of files below which reading the footers again is as fast and nothing is kept, at least 1
 */
public record ManifestOptions(ManifestMode mode, Optional<Path> directory, int minFiles) {
    private static final ManifestOptions DEFAULTS = new ManifestOptions(ManifestMode.CHECK, Optional.empty(), 64);

    public ManifestOptions {
        if (minFiles < 1) {
            throw new DatasetException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The least number of files is " + minFiles + ": it must be at least 1.");
        }
    }

    /** {@link ManifestMode#CHECK}, in the default place, from 64 files on. */
    public static ManifestOptions defaults() {
        return DEFAULTS;
    }

    public ManifestOptions withMode(ManifestMode other) {
        return new ManifestOptions(other, directory, minFiles);
    }

    public ManifestOptions withDirectory(Path place) {
        return new ManifestOptions(mode, Optional.of(place), minFiles);
    }

    public ManifestOptions withMinFiles(int files) {
        return new ManifestOptions(mode, directory, files);
    }
}
