package dev.colonnade.parquet;

import dev.colonnade.backend.FileVerification;
import dev.colonnade.backend.FileVerifier;
import java.nio.file.Path;

/** {@link ParquetVerifier} as a service, for files that are not encrypted. */
public final class ParquetFileVerifier implements FileVerifier {
    @Override
    public FileVerification verify(Path file) {
        return ParquetVerifier.verify(file);
    }
}
