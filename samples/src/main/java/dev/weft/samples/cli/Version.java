package dev.weft.samples.cli;

import picocli.CommandLine.IVersionProvider;

/** The text of {@code --version}. */
public final class Version implements IVersionProvider {
  /** Makes a provider for picocli. */
  public Version() {}

  @Override
  public String[] getVersion() {
    Module module = Version.class.getModule();
    // On the class path the module has no name and no descriptor.
    String version =
        module.isNamed() ? module.getDescriptor().rawVersion().orElse("unknown") : "unknown";
    return new String[] {
      "weft-samples "
          + version
          + ", Java "
          + Runtime.version()
          + ", "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }
}
