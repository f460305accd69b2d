package dev.colonnade.write;

/** What has become of a staged change while others committed. */
enum Standing {
    /** Nobody has changed what it was planned against, or it does not matter to it. */
    AS_PLANNED,
    /** Its dataset has changed, and the change is the same as if it had been planned now. */
    HOLDS,
    /** It would have to be planned again. */
    FALLEN
}
