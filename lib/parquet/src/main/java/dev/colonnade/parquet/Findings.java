package dev.colonnade.parquet;

import dev.colonnade.backend.FileVerification;
import dev.colonnade.backend.FileVerification.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is found in a file, as it is found. */
final class Findings {
    private final Path path;
    private final List<Problem> problems = new ArrayList<>();
    private long pages;
    private long values;
    private long checksums;

    Findings(Path path) {
        this.path = path;
    }

    void file(String finding) {
        problems.add(new Problem(path, -1, "", -1, finding));
    }

    void column(int rowGroup, String column, String finding) {
        page(rowGroup, column, -1, finding);
    }

    void page(int rowGroup, String column, int page, String finding) {
        problems.add(new Problem(path, rowGroup, column, page, finding));
    }

    void pageDecoded(long triplets) {
        pages++;
        values += triplets;
    }

    void checksumIsRight() {
        checksums++;
    }

    FileVerification result(long rows, int rowGroups) {
        return new FileVerification(path, rows, rowGroups, pages, values, checksums, problems);
    }
}
