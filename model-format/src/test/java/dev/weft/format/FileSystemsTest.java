package dev.weft.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.ModelSource;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that lie in a jar or in a run-time image. */
class FileSystemsTest {
  @TempDir Path folder;

  /** The file system of a run-time image has no file channels. */
  @Test
  void readsAFileOfARunTimeImage() throws IOException {
    readsFromTheMiddle(Path.of(URI.create("jrt:/java.base/java/lang/Object.class")));
  }

  @Test
  void readsAFileOfAJar() throws IOException {
    try (FileSystem jar =
        FileSystems.newFileSystem(folder.resolve("model.jar"), Map.of("create", "true"))) {
      Path file = jar.getPath("net-0000.params");
      Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
      readsFromTheMiddle(file);
    }
  }

  private static void readsFromTheMiddle(Path path) throws IOException {
    byte[] content = Files.readAllBytes(path);
    ByteBuffer read = ByteBuffer.allocate(3);
    try (ByteSource source = ByteSource.open(ModelSource.mxnet(path, path).parameters())) {
      assertEquals(content.length, source.size());
      source.read(2, read);
    }
    assertArrayEquals(Arrays.copyOfRange(content, 2, 5), read.array());
  }
}
