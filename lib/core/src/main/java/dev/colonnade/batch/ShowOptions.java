package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * How much of a table to show.
 *
 * @param maxRows rows shown at most, half from the start and half from the end
 * @param maxColumns columns shown at most, from the left
 * @param width terminal cells of a line; columns that do not fit continue in a block below
 * @param cellWidth terminal cells (in HTML: characters) of one value, after which it is cut with {@code …}
 */
public record ShowOptions(int maxRows, int maxColumns, int width, int cellWidth) {
    private static final int DEFAULT_WIDTH = 120;

    public ShowOptions {
        if (maxRows < 0 || maxColumns < 1 || width < 20 || cellWidth < 4) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Showing a table takes maxRows >= 0, maxColumns >= 1, width >= 20 and cellWidth >= 4, not "
                            + maxRows + ", " + maxColumns + ", " + width + " and " + cellWidth + ".");
        }
    }

    /** 20 rows, 60 columns, values of 40, lines as wide as the environment variable COLUMNS says, else 120. */
    public static ShowOptions defaults() {
        return new ShowOptions(20, 60, width(System.getenv("COLUMNS")), 40);
    }

    static int width(@Nullable String columns) {
        if (columns == null || !columns.matches("[0-9]{1,4}")) {
            return DEFAULT_WIDTH;
        }
        return Math.max(20, Integer.parseInt(columns));
    }

    /** These options, with no value wider than a line. */
    ShowOptions fittingLine() {
        return withCellWidth(Math.min(cellWidth, width));
    }

    public ShowOptions withMaxRows(int rows) {
        return new ShowOptions(rows, maxColumns, width, cellWidth);
    }

    public ShowOptions withMaxColumns(int columns) {
        return new ShowOptions(maxRows, columns, width, cellWidth);
    }

    public ShowOptions withWidth(int cells) {
        return new ShowOptions(maxRows, maxColumns, cells, cellWidth);
    }

    public ShowOptions withCellWidth(int cells) {
        return new ShowOptions(maxRows, maxColumns, width, cells);
    }
}
