package dev.weft.backend.mxnet.handle;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendUnavailableException;
import dev.weft.nativesupport.library.LibraryLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JNA says in several lines why it cannot load a library; the message has to keep the reason. */
class MxnetLoaderIT {
  @Test
  void saysWhyALibraryCannotBeLoaded(@TempDir Path folder) throws IOException {
    Path damaged = Files.writeString(folder.resolve("libmxnet.so"), "no library ".repeat(100));
    BackendUnavailableException e =
        assertThrows(
            BackendUnavailableException.class,
            () -> MxnetLoader.load(new LibraryLocation(damaged.toString(), "a test"), "add it"));
    assertTrue(e.reason().contains("invalid ELF header"), e.reason());
    assertTrue(e.reason().contains("(a test)"), e.reason());
    assertFalse(e.reason().contains("resource path"), e.reason());
    assertFalse(e.reason().contains("\n"), e.reason());
    assertTrue(e.fix().startsWith("add it; "), e.fix());
    assertTrue(e.fix().contains("dev.weft.nativeCache"), e.fix());
  }
}
