package dev.weft.nativesupport.library;

/** Locates the library {@code fake}, with the option of its first argument if there is one. */
final class LocatingProgram {
  private LocatingProgram() {}

  public static void main(String[] arguments) {
    LibraryLocator locator =
        new LibraryLocator(
            "backend", "fake", NativeJars.DIRECTORY, "dev.weft.test.library", "WEFT_TEST_LIBRARY");
    LibraryLocation location = locator.locate(arguments.length == 0 ? null : arguments[0]);
    System.out.println(location.origin() + ": " + location.target());
  }
}
