package dev.colonnade.write;

/** Attempts to commit what is staged, whatever others have committed meanwhile. */
record Commits(Pending pending) implements Retries.Attempts<WriteReport> {
    @Override
    public WriteReport attempt() {
        return pending.commit();
    }

    @Override
    public boolean mayTryAgain() {
        return pending.guard().mayLookAgain();
    }

    @Override
    public void lookAgain() {
        pending.guard().lookAgain();
    }
}
