package dev.colonnade.commit;

/**
 * What a clean-up deleted, or would delete.
 *
 * @param stages of writers that died
 * @param versions that can no longer be read
 * @param files of these
 * @param bytes of these files, as far as the log knows them
 */
public record Vacuumed(int stages, int versions, int files, long bytes) {}
