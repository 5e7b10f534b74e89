package dev.weft.backend.cudnn.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds the libraries of the simulated device with the system's C compiler: {@code libcuda.so.1}
 * holds all functions, the others are empty and need it. Each state of the sources has a folder of
 * its own, which is complete once it is there, so that processes that run at the same time may
 * share it.
 */
final class SimulatedLibraries {
  /** A program beside the libraries, which compiles a kernel with the real NVRTC. */
  static final String NVRTC_CHECK = "nvrtc_check";

  private static final String CODE = "libcuda.so.1";

  private static final List<String> OTHERS =
      List.of(
          "libcudart.so.13",
          "libnvrtc.so.13",
          "libcublasLt.so.13",
          "libcublas.so.13",
          "libcudnn_graph.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_engines_precompiled.so.9",
          "libcudnn_engines_runtime_compiled.so.9",
          "libcudnn_heuristic.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9",
          "libcudnn.so.9");

  private static final String SOURCES = "src/test/c";
  private static final String ARGUMENTS = "src/main/resources/dev/weft/backend/cudnn/kernels";

  private final Path module;

  SimulatedLibraries(Path module) {
    this.module = module;
  }

  /** {@return the libraries of the module in whose folder, or above whose folder, this runs} */
  static SimulatedLibraries ofThisModule() {
    for (String folder :
        List.of(System.getProperty("basedir", "."), ".", "backend-cudnn", "../backend-cudnn")) {
      if (Files.isRegularFile(Path.of(folder, SOURCES, "sim.h"))) {
        return new SimulatedLibraries(Path.of(folder).toAbsolutePath().normalize());
      }
    }
    throw new IllegalStateException(
        "the sources of the simulated device are not found: expected "
            + SOURCES
            + " in "
            + Path.of("").toAbsolutePath());
  }

  /**
   * Builds them unless they are there.
   *
   * @return their folder
   * @throws NoCompilerException if the system has no C compiler
   * @throws IllegalStateException if they do not compile
   */
  Path build() {
    try {
      Path target = Files.createDirectories(module.resolve("target/simulated-cuda"));
      try (FileChannel lock =
          FileChannel.open(
              target.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        Path folder = target.resolve(digest());
        if (!Files.isDirectory(folder)) {
          Path fresh = Files.createTempDirectory(target, "build-");
          compile(fresh);
          Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return folder;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String digest() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files("")) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      digest.update(Files.readAllBytes(module.resolve(ARGUMENTS).resolve("args.h")));
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(module.resolve(SOURCES))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  private void compile(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("-std=gnu11", "-O3", "-fPIC", "-fvisibility=hidden", "-Wall"));
    command.addAll(List.of("-I", module.resolve(ARGUMENTS).toString()));
    command.addAll(List.of("-shared", "-Wl,-soname," + CODE, "-o", CODE));
    Path check = module.resolve(SOURCES).resolve(NVRTC_CHECK + ".c");
    files(".c").stream()
        .filter(file -> !file.equals(check))
        .forEach(file -> command.add(file.toString()));
    command.addAll(List.of("-lm", "-lpthread", "-ldl"));
    List<String> forThisProcessor = new ArrayList<>(command);
    forThisProcessor.add(0, "-march=native");
    if (!run(folder, forThisProcessor).isEmpty()) {
      require(run(folder, command));
    }
    require(
        run(folder, List.of("-std=gnu11", "-Wall", "-o", NVRTC_CHECK, check.toString(), "-ldl")));
    Path empty = Files.writeString(folder.resolve("empty.c"), "");
    for (String name : OTHERS) {
      require(
          run(
              folder,
              List.of(
                  "-shared",
                  "-fPIC",
                  "-Wl,-soname," + name,
                  "-o",
                  name,
                  empty.toString(),
                  "-Wl,--no-as-needed",
                  CODE,
                  "-Wl,-rpath,$ORIGIN")));
    }
  }

  private static void require(String trouble) {
    if (!trouble.isEmpty()) {
      throw new IllegalStateException("the simulated device does not compile: " + trouble);
    }
  }

  /** Runs the compiler in a folder; what it says if it fails, else an empty text. */
  private static String run(Path folder, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("cc");
    command.addAll(arguments);
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new NoCompilerException("no C compiler builds the simulated device: " + e.getMessage());
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? "" : String.join(" ", command) + "\n" + output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the simulated device is built", e);
    }
  }
}
