package dev.weft.integration.child;

import dev.weft.spi.BackendProvider;
import java.util.ServiceLoader;

/** Prints what the providers say of themselves, without asking whether they are available. */
public final class ProviderListing {
  private ProviderListing() {}

  public static void main(String[] arguments) {
    for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
      System.out.println(
          provider.getClass().getName()
              + " "
              + provider.name()
              + " "
              + provider.apiVersion()
              + " "
              + provider.rank());
    }
  }
}
