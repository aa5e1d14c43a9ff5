package patchbay.source;

/**
 * Why something was not done, as a value. Each package that refuses has one sealed family of
 * records; {@code lang.run.Wording} turns each into words. A refusal carries numbers, names and
 * addresses, never sentences and never positions in a script.
 */
public interface Refusal {
    Code code();
}
