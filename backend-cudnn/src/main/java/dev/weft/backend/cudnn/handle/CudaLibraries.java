package dev.weft.backend.cudnn.handle;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.cuda.presets.cudart;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * The libraries of CUDA and cuDNN, which an installation, not a jar, brings. They are opened before
 * JavaCPP's own libraries, which are linked with them, so that it is known which one is missing.
 *
 * <p>Each is looked for in the folders that were named, in those of {@code LD_LIBRARY_PATH} and
 * {@code java.library.path}, in CUDA's usual ones, in JavaCPP's jars with the classifier of CUDA
 * redistributables, and where the system's linker looks.
 */
public final class CudaLibraries {
  /** In the order in which they need one another. */
  private static final List<String> NAMES =
      List.of(
          "libcuda.so.1",
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

  /** What NVRTC opens by itself, of its own minor version. */
  private static final String BUILTINS = "libnvrtc-builtins.so.13.";

  private static final List<String> USUAL =
      List.of(
          "/usr/local/cuda/lib64",
          "/usr/local/cuda/targets/x86_64-linux/lib",
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib64",
          "/usr/lib/wsl/lib");

  private CudaLibraries() {}

  /**
   * What was found.
   *
   * @param files the file or name by which each library was opened
   * @param missing the libraries that were not found
   * @param broken the libraries whose files cannot be opened, each with the linker's reason
   */
  public record Search(
      Map<String, String> files, List<String> missing, Map<String, String> broken) {}

  /**
   * Opens all libraries.
   *
   * @param folders where to look first
   * @return what was found
   * @throws LinkageError if JavaCPP's own library cannot be loaded
   */
  public static Search open(List<Path> folders) {
    String unused = Loader.load(org.bytedeco.javacpp.presets.javacpp.class);
    List<Path> all = new ArrayList<>(folders);
    all.addAll(pathsOf(System.getenv("LD_LIBRARY_PATH")));
    all.addAll(pathsOf(System.getProperty("java.library.path")));
    USUAL.forEach(folder -> all.add(Path.of(folder)));
    Map<String, String> files = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    Map<String, String> broken = new LinkedHashMap<>();
    for (String name : NAMES) {
      String file = fileOf(name, all);
      try {
        Loader.loadGlobal(file);
        files.put(name, file);
      } catch (UnsatisfiedLinkError e) {
        if (isInJar(name)) {
          files.put(name, "a jar of CUDA redistributables");
        } else if (file.equals(name)) {
          missing.add(name);
        } else {
          broken.put(name, String.valueOf(e.getMessage()));
        }
      }
    }
    openBuiltins(files.get("libnvrtc.so.13"));
    return new Search(files, missing, broken);
  }

  /** Opens what lies beside NVRTC, which does not look there in every installation. */
  private static void openBuiltins(@Nullable String nvrtc) {
    Path folder = nvrtc == null ? null : Path.of(nvrtc).getParent();
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, BUILTINS + "*")) {
      for (Path file : files) {
        Loader.loadGlobal(file.toString());
      }
    } catch (IOException | UnsatisfiedLinkError e) {
      System.getLogger(CudaLibraries.class.getName())
          .log(System.Logger.Level.DEBUG, "NVRTC has to find its own library", e);
    }
  }

  private static String fileOf(String name, List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(file -> file.toAbsolutePath().toString())
        .orElse(name);
  }

  private static boolean isInJar(String name) {
    return cudart.class.getResource("/org/bytedeco/cuda/" + Loader.getPlatform() + "/" + name)
        != null;
  }

  /**
   * {@return the folders of a search path}
   *
   * @param path folders, separated as the system does it, or null
   */
  public static List<Path> pathsOf(@Nullable String path) {
    return path == null
        ? List.of()
        : Stream.of(path.split(File.pathSeparator))
            .filter(folder -> !folder.isBlank())
            .flatMap(folder -> parsed(folder).stream())
            .toList();
  }

  private static Optional<Path> parsed(String folder) {
    try {
      return Optional.of(Path.of(folder.strip()));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
