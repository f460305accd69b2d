package dev.colonnade.commit;

import java.util.OptionalLong;

/**
 * What a clean-up deleted, or would delete.
 *
 * @param stages of writers that died
 * @param versions that can no longer be read
 * @param files of these
 * @param bytes of these files, as far as the log knows them
 * @param read the oldest version that somebody reads, if it and later ones are kept for that reason alone
 */
public record Vacuumed(int stages, int versions, int files, long bytes, OptionalLong read) {
    /** Where nobody reads what could have been deleted. */
    public Vacuumed(int stages, int versions, int files, long bytes) {
        this(stages, versions, files, bytes, OptionalLong.empty());
    }
}
