package dev.weft.backend.onednn.handle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadedLibrariesTest {
  private static final String GOMP =
      "7f10a0000000-7f10a0040000 r-xp 00006000 fe:00 4711    /usr/lib/x86_64-linux-gnu/libgomp.so.1.0.0";
  private static final String GOMP_DATA =
      "7f10a0040000-7f10a0041000 rw-p 00046000 fe:00 4711    /usr/lib/x86_64-linux-gnu/libgomp.so.1.0.0";
  private static final String INTEL =
      "7f20b0000000-7f20b0200000 r-xp 00000000 fe:00 4712    /opt/some folder/libiomp5.so";
  private static final String OTHER =
      "7f30c0000000-7f30c0200000 r-xp 00000000 fe:00 4713    /usr/lib/libgompertz.so";
  private static final String NAMELESS = "7f40d0000000-7f40d0001000 rw-p 00000000 00:00 0 ";

  @Test
  void theLibraryOfTheAddressIsInUse() {
    assertEquals(
        Map.of("OpenMP", "/usr/lib/x86_64-linux-gnu/libgomp.so.1.0.0"),
        LoadedLibraries.openMp(0x7f10a0001234L, List.of(NAMELESS, GOMP, GOMP_DATA, OTHER)));
  }

  @Test
  void aSecondLibraryIsNoticed() {
    Map<String, String> found =
        LoadedLibraries.openMp(0x7f20b0001234L, List.of(GOMP, GOMP_DATA, INTEL, OTHER));
    assertEquals("/opt/some folder/libiomp5.so", found.get("OpenMP"));
    String other = found.get("other OpenMP libraries");
    assertTrue(other.startsWith("[/usr/lib/x86_64-linux-gnu/libgomp.so.1.0.0] ("), other);
    assertFalse(other.contains("gompertz"), other);
  }

  @Test
  void anAddressOfNoneIsUnknown() {
    assertEquals("unknown", LoadedLibraries.openMp(0x1234L, List.of(OTHER)).get("OpenMP"));
    // The end of a range does not belong to it.
    assertEquals("unknown", LoadedLibraries.openMp(0x7f10a0040000L, List.of(GOMP)).get("OpenMP"));
  }
}
