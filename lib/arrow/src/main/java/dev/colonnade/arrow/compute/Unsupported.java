package dev.colonnade.arrow.compute;

/** Carries a {@link Refusal} out of the compiler. */
final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    Unsupported(Object node, String reason) {
        super(null, null, false, false);
        this.refusal = new Refusal(node.toString(), reason);
    }

    Refusal refusal() {
        return refusal;
    }
}
