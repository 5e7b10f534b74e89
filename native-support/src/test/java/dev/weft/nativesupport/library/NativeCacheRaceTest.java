package dev.weft.nativesupport.library;

import static dev.weft.nativesupport.library.NativeJars.DIRECTORY;
import static dev.weft.nativesupport.library.NativeJars.FILE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.nativesupport.testing.ChildJvm;
import dev.weft.nativesupport.testing.Tasks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several unpack the same jar at once: large enough to take a while. */
@Timeout(120)
class NativeCacheRaceTest {
  private static final int BYTES = 8 << 20;

  @TempDir Path folder;
  private final byte[] content = new byte[BYTES];
  private Path root;
  private Path jar;

  @BeforeEach
  void write() {
    new Random(1).nextBytes(content);
    root = folder.resolve("cache");
    jar = NativeJars.with(folder.resolve("natives.jar"), Map.of(DIRECTORY + "/" + FILE, content));
  }

  @Test
  void threadsGetOneIntactDirectory() throws Exception {
    Queue<Path> targets = new ConcurrentLinkedQueue<>();
    Set<Object> files = ConcurrentHashMap.newKeySet();
    Tasks.together(
        4,
        () -> {
          Path target = new NativeCache(root).extract("fake", new NativeJar(jar, DIRECTORY));
          files.add(key(target));
          targets.add(target);
        });
    assertEquals(4, targets.size());
    assertEquals(1, Set.copyOf(targets).size());
    assertEquals(1, files.size(), "it was unpacked more than once");
    assertIntact(targets.remove());
  }

  @Test
  void processesGetOneIntactDirectory() throws Exception {
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        processes.add(
            new ChildJvm().start(ExtractingProgram.class, root.toString(), jar.toString()));
      }
      List<BufferedReader> outputs = new ArrayList<>();
      for (Process process : processes) {
        BufferedReader output = process.inputReader();
        assertEquals("ready", output.readLine());
        outputs.add(output);
      }
      for (Process process : processes) {
        try (OutputStream input = process.getOutputStream()) {
          input.write('\n');
        }
      }
      String target = outputs.get(0).readLine();
      assertEquals(target, outputs.get(1).readLine());
      for (Process process : processes) {
        assertEquals(0, process.waitFor());
      }
      assertIntact(Path.of(target));
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private void assertIntact(Path target) throws IOException {
    assertArrayEquals(content, Files.readAllBytes(target.resolve(FILE)));
    try (Stream<Path> left = Files.list(root)) {
      String name = target.getFileName().toString();
      assertEquals(
          Set.of(name, name + ".lock"),
          left.map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
    }
    assertTrue(Files.isDirectory(target));
  }

  private static Object key(Path target) throws IOException {
    return Files.readAttributes(target.resolve(FILE), "*").get("fileKey");
  }
}
