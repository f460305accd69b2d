package dev.colonnade.batch;

/** Appends the text of one non-null value of a vector of one known type. */
interface CellText {
    void append(StringBuilder out, ColumnVector vector, int row);
}
