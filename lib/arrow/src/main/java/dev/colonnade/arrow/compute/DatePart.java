package dev.colonnade.arrow.compute;

import dev.colonnade.expr.Function;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;

/**
 * A part of a date, time or timestamp. Dates are taken apart as by Hinnant's {@code civil_from_days}
 * (howardhinnant.github.io/date_algorithms.html): in eras of 400 years that begin with March.
 */
final class DatePart extends Node {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long DAYS_PER_ERA = 146_097;
    private static final long DAYS_TO_EPOCH = 719_468;

    private final Function function;
    private final Node input;
    private final long perSecond;
    private final boolean isDate;

    DatePart(int register, Function function, Node input) {
        super(register, DataType.INT64);
        this.function = function;
        this.input = input;
        this.isDate = input.type() instanceof DataType.DateType;
        this.perSecond = perSecond(input.type());
    }

    private static long perSecond(DataType type) {
        if (type instanceof DataType.TimestampType timestamp) {
            return timestamp.unit().perSecond();
        }
        return type instanceof DataType.TimeType time ? time.unit().perSecond() : Resolution.MILLIS.perSecond();
    }

    @Override
    boolean isConstant() {
        return input.isConstant();
    }

    @Override
    void fill(Frame frame, int count, Lanes out) {
        Lanes in = input.at(frame);
        out.nullsOf(in, count);
        boolean ofClock = function == Function.HOUR || function == Function.MINUTE || function == Function.SECOND;
        for (int i = 0; i < count; i++) {
            long seconds = isDate ? 0 : Math.floorDiv(in.longs[i], perSecond);
            long days = isDate ? in.longs[i] : Math.floorDiv(seconds, SECONDS_PER_DAY);
            out.longs[i] = ofClock ? clock(Math.floorMod(seconds, SECONDS_PER_DAY)) : calendar(days);
        }
    }

    private long clock(long secondOfDay) {
        return switch (function) {
            case HOUR -> secondOfDay / 3_600;
            case MINUTE -> secondOfDay / 60 % 60;
            default -> secondOfDay % 60;
        };
    }

    private long calendar(long days) {
        if (function == Function.DAY_OF_WEEK) {
            return Math.floorMod(days + 3, 7L) + 1; // the epoch was a Thursday
        }
        long shifted = days + DAYS_TO_EPOCH;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        long dayOfEra = shifted - era * DAYS_PER_ERA;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayFromMarch = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayFromMarch + 2) / 153;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return switch (function) {
            case YEAR -> year;
            case QUARTER -> (month + 2) / 3;
            case MONTH -> month;
            case DAY -> dayFromMarch - (153 * monthFromMarch + 2) / 5 + 1;
            default -> month <= 2 ? dayFromMarch - 305 : dayFromMarch + (isLeap(year) ? 61 : 60);
        };
    }

    private static boolean isLeap(long year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }
}
