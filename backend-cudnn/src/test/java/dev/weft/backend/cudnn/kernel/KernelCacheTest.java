package dev.weft.backend.cudnn.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCacheTest {
  private static final byte[] CODE = {1, 2, 3};

  @TempDir Path directory;
  private final AtomicInteger compiled = new AtomicInteger();

  private byte[] get(String dependencies) {
    return new KernelCache(directory.resolve("kernels"))
        .get(
            dependencies,
            () -> {
              compiled.incrementAndGet();
              return CODE;
            });
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("kernels"))) {
      return files.toList();
    }
  }

  @Test
  void compilesOnce() throws IOException {
    assertArrayEquals(CODE, get("source"));
    assertArrayEquals(CODE, get("source"));
    assertEquals(1, compiled.get());
    assertEquals(1, files().size());
  }

  @Test
  void compilesWhatDependsOnSomethingElse() throws IOException {
    get("source for sm_80");
    get("source for sm_90");
    assertEquals(2, compiled.get());
    assertEquals(2, files().size());
  }

  @Test
  void compilesADamagedFileAgain() throws IOException {
    get("source");
    byte[] stored = Files.readAllBytes(files().get(0));
    stored[0]++;
    Files.write(files().get(0), stored);
    assertArrayEquals(CODE, get("source"));
    assertEquals(2, compiled.get());
    assertArrayEquals(CODE, get("source"));
    assertEquals(2, compiled.get());
  }

  @Test
  void compilesATruncatedFileAgain() throws IOException {
    get("source");
    Files.write(files().get(0), new byte[] {1});
    assertArrayEquals(CODE, get("source"));
    assertEquals(2, compiled.get());
  }

  @Test
  void worksWhereNothingCanBeWritten() throws IOException {
    Files.write(directory.resolve("kernels"), new byte[0]);
    assertArrayEquals(CODE, get("source"));
    assertArrayEquals(CODE, get("source"));
    assertEquals(2, compiled.get());
  }
}
