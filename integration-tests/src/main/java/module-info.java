/**
 * An application as its users write it: of Weft it requires the API alone, and whatever backend is
 * there runs its model. Not published.
 */
@org.jspecify.annotations.NullMarked
module dev.weft.integration.consumer {
  requires dev.weft.api;
  requires static org.jspecify;
}
