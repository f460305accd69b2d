package dev.colonnade.arrow.compute;

/**
 * Why an expression is not computed here.
 *
 * @param node the part that is the reason, as explain shows it
 * @param reason completes "x is not computed over vectors: .."
 */
public record Refusal(String node, String reason) {
    /** One sentence. */
    @Override
    public String toString() {
        return node + " is not computed over vectors: " + reason + ".";
    }
}
