package dev.colonnade.stats;

/** Findings to be read by people or programs. */
public interface Report {
    /** What is laid out below. */
    Content content();

    /** Aligned text whose lines end with {@code \n}. */
    default String toText() {
        return content().toText();
    }

    /** Prints the text. */
    default void show() {
        System.out.print(toText());
    }

    /** One {@code <div>} with headings and tables: no script, no style sheet, every text escaped. */
    default String toHtml() {
        return content().toHtml();
    }

    /** One JSON object on one line, ended by {@code \n}; its keys are always the same, in the same order. */
    default String toJson() {
        return content().toJson();
    }
}
