package dev.colonnade.stats;

/** Findings to be read by people or programs. {@code toString()} is aligned text whose lines end with {@code \n}. */
public interface Report {
    /** One {@code <div>} with headings and tables: no script, no style sheet, every text escaped. */
    String toHtml();

    /** One JSON object on one line, ended by {@code \n}; its keys are always the same, in the same order. */
    String toJson();
}
