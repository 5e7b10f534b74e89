package dev.weft.nativesupport.library;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar with native libraries in one directory.
 *
 * @param path the jar
 * @param directory the directory inside it, without a slash at its end
 */
record NativeJar(Path path, String directory) {

  /**
   * Finds the first jar that holds {@code directory/fileName}, on the class path and then on the
   * module path.
   */
  static Optional<NativeJar> onPaths(String directory, String fileName) {
    String resource = directory + "/" + fileName;
    return Stream.of(
            Thread.currentThread().getContextClassLoader(),
            NativeJar.class.getClassLoader(),
            ClassLoader.getSystemClassLoader())
        .filter(Objects::nonNull)
        .map(loader -> loader.getResource(resource))
        .filter(Objects::nonNull)
        .map(NativeJar::holding)
        .flatMap(Optional::stream)
        .findFirst()
        .map(jar -> new NativeJar(jar, directory))
        .or(() -> onModulePath(directory, fileName));
  }

  /** Returns this jar if it holds {@code directory/fileName}. */
  static Optional<NativeJar> in(Path jar, String directory, String fileName) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return Optional.ofNullable(zip.getEntry(directory + "/" + fileName))
          .map(entry -> new NativeJar(jar, directory));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  String name() {
    return Objects.requireNonNull(path.getFileName(), "a jar has a file name").toString();
  }

  /** Returns the entries of the native directory. */
  List<ZipEntry> entries(ZipFile zip) {
    String prefix = directory + "/";
    return zip.stream()
        .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(prefix))
        .map(ZipEntry.class::cast)
        .filter(entry -> entry.getName().indexOf('/', prefix.length()) < 0)
        .toList();
  }

  /**
   * A jar that only holds natives is an automatic module that nothing requires, so no class loader
   * knows it; its place on the module path is found here.
   */
  private static Optional<NativeJar> onModulePath(String directory, String fileName) {
    String modulePath = System.getProperty("jdk.module.path", "");
    for (String element : modulePath.split(File.pathSeparator, -1)) {
      if (element.isEmpty()) {
        continue;
      }
      for (Path candidate : jars(Path.of(element))) {
        Optional<NativeJar> jar = in(candidate, directory, fileName);
        if (jar.isPresent()) {
          return jar;
        }
      }
    }
    return Optional.empty();
  }

  private static List<Path> jars(Path element) {
    if (Files.isRegularFile(element)) {
      return List.of(element);
    }
    List<Path> jars = new ArrayList<>();
    if (Files.isDirectory(element)) {
      try (Stream<Path> files = Files.list(element)) {
        files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
      } catch (IOException e) {
        return List.of();
      }
    }
    return jars;
  }

  private static Optional<Path> holding(URL resource) {
    try {
      URLConnection connection = resource.openConnection();
      if (connection instanceof JarURLConnection jarConnection) {
        connection.setUseCaches(false);
        try (JarFile jar = jarConnection.getJarFile()) {
          return Optional.of(Path.of(jar.getName()));
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
