package dev.colonnade.maintain;

import dev.colonnade.backend.FileVerification;
import dev.colonnade.backend.FileVerifier;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.write.DatasetHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Compares pages, footers, manifest and log of a dataset with each other. */
final class Verification {
    private final FileVerifier verifier;
    private final FileSet dataset;
    private final Work work;
    private final List<String> problems = new ArrayList<>();
    private long rows;
    private long rowGroups;
    private long pages;
    private long values;
    private long checksums;

    private Verification(FileVerifier verifier, FileSet dataset, Work work) {
        this.verifier = verifier;
        this.dataset = dataset;
        this.work = work;
    }

    /** @throws PlanException NOT_SUPPORTED if no verifier is on the class path */
    static VerificationReport of(FileSet dataset, Work work) {
        FileVerifier verifier = ServiceLoader.load(FileVerifier.class, Verification.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new PlanException(
                        ErrorCode.NOT_SUPPORTED,
                        "Nothing on the class path verifies pages: add the artifact dev.colonnade:colonnade-parquet."));
        return new Verification(verifier, dataset, work).run();
    }

    private VerificationReport run() {
        long start = System.nanoTime();
        List<DataFile> files = dataset.files();
        for (int i = 0; i < files.size(); i++) {
            work.check();
            look(files.get(i));
            work.progress().progress((i + 1.0) / (files.size() + 1));
        }
        Path root = DatasetHistory.directoryOf(dataset);
        problems.addAll(LogCheck.of(root));
        work.progress().progress(1);
        return new VerificationReport(
                root,
                files.size(),
                rows,
                rowGroups,
                pages,
                values,
                checksums,
                problems,
                Duration.ofNanos(System.nanoTime() - start));
    }

    private void look(DataFile file) {
        FileVerification found = verifier.verify(file.path());
        if (!found.isSound() && Files.notExists(file.path())) {
            return; // the log tells whether it should be there
        }
        found.problems().forEach(problem -> problems.add(problem.toString()));
        rows += found.rows();
        rowGroups += found.rowGroups();
        pages += found.pages();
        values += found.values();
        checksums += found.checksums();
        boolean opened = found.rowGroups() > 0 || found.isSound();
        if (opened
                && (found.rows() != file.rowCount()
                        || found.rowGroups() != file.rowGroups().size())) {
            problems.add("[" + file.path() + "] The file has " + found.rows() + " rows in " + found.rowGroups()
                    + " row groups, and the manifest says " + file.rowCount() + " in "
                    + file.rowGroups().size() + ".");
        }
    }
}
