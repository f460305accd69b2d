package dev.colonnade.backend;

import java.nio.file.Path;
import java.util.List;

/**
 * What a look at every page of a file found.
 *
 * @param rows of the row groups
 * @param pages data pages that decoded
 * @param values that decoded, nulls included
 * @param checksums pages whose checksum was there and right
 * @param problems in the order of the file; empty if it is sound
 */
public record FileVerification(
        Path path, long rows, int rowGroups, long pages, long values, long checksums, List<Problem> problems) {
    public FileVerification {
        problems = List.copyOf(problems);
    }

    /** Whether there is no problem. */
    public boolean isSound() {
        return problems.isEmpty();
    }

    /**
     * Something that is not as it should be.
     *
     * @param rowGroup its number from 0, -1 if it is about the file as a whole
     * @param column the dotted name of a stored column, empty if it is about a row group as a whole
     * @param page the number of a data page from 0, -1 if it is about the column as a whole or its dictionary
     * @param finding what is wrong, a clause
     */
    public record Problem(Path path, int rowGroup, String column, int page, String finding) {
        /** One sentence: {@code [path] Row group 0, column 'x', page 3: what is wrong.} */
        @Override
        public String toString() {
            StringBuilder where = new StringBuilder();
            if (rowGroup >= 0) {
                where.append("Row group ").append(rowGroup);
                where.append(column.isEmpty() ? "" : ", column '" + column + "'");
                where.append(page < 0 ? "" : ", page " + page);
                where.append(": ");
            }
            return "[" + path + "] " + where + finding + ".";
        }
    }
}
