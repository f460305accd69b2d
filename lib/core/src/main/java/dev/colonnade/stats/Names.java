package dev.colonnade.stats;

import java.util.Locale;

/** Constants of enums as reports write them. */
final class Names {
    private Names() {}

    /** {@code STRUCT_FIELD} as {@code struct field}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
