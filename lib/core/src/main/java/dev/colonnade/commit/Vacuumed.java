package dev.colonnade.commit;

/**
 * What a clean-up deleted.
 *
 * @param stages of writers that died
 * @param versions that can no longer be read
 * @param files of these
 */
public record Vacuumed(int stages, int versions, int files) {}
