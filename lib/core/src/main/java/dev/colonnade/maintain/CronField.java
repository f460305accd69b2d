package dev.colonnade.maintain;

import dev.colonnade.error.ColonnadeException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** One field of a {@link Cron} text as the numbers that it means. */
final class CronField {
    private final String whole;
    private final String text;
    private final int least;
    private final int most;
    private final List<String> names;

    private CronField(String whole, String text, int least, int most, List<String> names) {
        this.whole = whole;
        this.text = text;
        this.least = least;
        this.most = most;
        this.names = names;
    }

    /** @param names of the numbers, the first one for 0 or 1 as {@code least} is */
    static BitSet parse(String whole, String text, int least, int most, List<String> names) {
        CronField field = new CronField(whole, text, least, most, names);
        BitSet numbers = new BitSet();
        for (String part : text.split(",", -1)) {
            field.add(part, numbers);
        }
        return numbers;
    }

    private void add(String part, BitSet numbers) {
        String[] stepped = part.split("/", -1);
        int step = stepped.length == 1 ? 1 : stepped.length == 2 ? plain(stepped[1]) : 0;
        if (step < 1) {
            throw refused();
        }
        int from = least;
        int to = most;
        if (!stepped[0].equals("*")) {
            String[] range = stepped[0].split("-", -1);
            from = number(range[0]);
            to = range.length == 2 ? number(range[1]) : stepped.length == 2 ? most : from;
            if (range.length > 2 || from > to) {
                throw refused();
            }
        }
        for (int n = from; n <= to; n += step) {
            numbers.set(n);
        }
    }

    private int number(String word) {
        int named = names.indexOf(word.toUpperCase(Locale.ROOT));
        int number = named >= 0 ? named + least : plain(word);
        if (number < least || number > most) {
            throw refused();
        }
        return number;
    }

    private int plain(String digits) {
        if (!digits.matches("\\d{1,4}")) {
            throw refused();
        }
        return Integer.parseInt(digits);
    }

    private ColonnadeException refused() {
        return Cron.refused(whole, "has '" + text + "' where " + least + " to " + most + " is meant");
    }
}
