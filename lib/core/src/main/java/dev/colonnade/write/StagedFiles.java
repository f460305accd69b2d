package dev.colonnade.write;

import dev.colonnade.backend.WrittenFile;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.CommittedFiles;
import dev.colonnade.source.FileSet;
import java.util.List;
import java.util.Optional;

/**
 * What the footers of files say that an engine has just written.
 *
 * @param files all of them, if there are any
 */
record StagedFiles(int rowGroups, List<WrittenColumn> columns, Optional<FileSet> files) {
    /** @throws DatasetException if a file does not read, or has other rows than the engine says */
    static StagedFiles read(List<WrittenFile> written) {
        if (written.isEmpty()) {
            return new StagedFiles(0, List.of(), Optional.empty());
        }
        FileSet files = open(written);
        long promised = written.stream().mapToLong(WrittenFile::rows).sum();
        if (files.rowCount() != promised) {
            throw new DatasetException(
                    ErrorCode.INTERNAL,
                    "The engine says that it has written " + promised + " rows, and the files have " + files.rowCount()
                            + ".");
        }
        return new StagedFiles(
                files.rowGroupCount(), new ColumnTally().add(files.files()).columns(), Optional.of(files));
    }

    /** The files as a dataset without partitions. */
    static FileSet open(List<WrittenFile> written) {
        return CommittedFiles.staged(written.stream().map(WrittenFile::path).toList());
    }
}
