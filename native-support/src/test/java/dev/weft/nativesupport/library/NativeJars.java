package dev.weft.nativesupport.library;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes jars that look like those with natives. */
final class NativeJars {
  /** The directory of natives in these jars. */
  static final String DIRECTORY = "native/lib";

  /** The file name of the library {@code fake}. */
  static final String FILE = System.mapLibraryName("fake");

  private NativeJars() {}

  /** Writes a jar with the library {@code fake} of this content, and another file beside it. */
  static Path withLibrary(Path jar, String content) {
    Map<String, byte[]> entries = new TreeMap<>();
    entries.put("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\n"));
    entries.put(DIRECTORY + "/" + FILE, bytes(content));
    entries.put(DIRECTORY + "/libneeded.so", bytes("needed by " + content));
    entries.put(DIRECTORY + "/deeper/libother.so", bytes("not beside it"));
    entries.put("native/readme.txt", bytes("not in it"));
    return with(jar, entries);
  }

  static Path with(Path jar, Map<String, byte[]> entries) {
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
