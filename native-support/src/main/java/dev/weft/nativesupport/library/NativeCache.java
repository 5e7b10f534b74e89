package dev.weft.nativesupport.library;

import dev.weft.BackendUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A directory in which native libraries lie unpacked, shared by all processes of a user.
 *
 * <p>Each jar content has its own subdirectory, named by a digest of its entries' names, sizes and
 * checksums. A subdirectory appears by an atomic rename when it is complete, under a lock that
 * other processes respect too. At every use each file is held against the checksum in the jar; a
 * damaged one is unpacked again.
 */
final class NativeCache {
  private static final System.Logger LOGGER = System.getLogger(NativeCache.class.getName());
  private static final Object IN_THIS_PROCESS = new Object();
  private static final int CHUNK_BYTES = 1 << 20;
  private static final long RETRY_NANOS = 20_000_000;
  private static final String PART = ".part-";
  private static final String DAMAGED = ".damaged-";

  private final Path root;

  NativeCache(Path root) {
    this.root = root;
  }

  /**
   * Returns the cache that system property, environment variable or the user's cache directory
   * decide.
   */
  static NativeCache ofThisProcess() {
    return new NativeCache(CacheDirectory.ofThisProcess());
  }

  /**
   * Returns the directory that holds the unpacked natives of a jar.
   *
   * @param library the library's name, for the directory's name
   * @param jar the jar
   * @throws BackendUnavailableException if they cannot be unpacked
   */
  Path extract(String library, NativeJar jar) {
    return Uninterrupted.call(() -> extracted(library, jar));
  }

  private Path extracted(String library, NativeJar jar) {
    try (ZipFile zip = new ZipFile(jar.path().toFile())) {
      List<ZipEntry> entries = jar.entries(zip);
      Path target = root.resolve(library + "-" + digest(entries));
      if (isIntact(target, entries)) {
        return target;
      }
      Files.createDirectories(root);
      synchronized (IN_THIS_PROCESS) {
        try (FileChannel channel =
                FileChannel.open(
                    root.resolve(target.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = lock(channel)) {
          if (!lock.isValid() || !isIntact(target, entries)) {
            deleteLeftovers(target);
            unpack(zip, entries, target);
          }
        }
      }
      return target;
    } catch (IOException e) {
      throw new BackendUnavailableException(
          "cannot unpack the natives of " + jar.name() + " into " + root + ": " + e,
          "name a writable directory with room for them by the system property "
              + CacheDirectory.SYSTEM_PROPERTY
              + " or the environment variable "
              + CacheDirectory.ENVIRONMENT_VARIABLE,
          e);
    }
  }

  /**
   * Waits for the lock; another class loader of this process may hold it, which is no wait but an
   * exception.
   */
  private static FileLock lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /**
   * Deletes what processes left that were killed while they unpacked. Only the holder of the lock
   * unpacks, so nobody needs it. What cannot be deleted, such as another user's, stays.
   */
  private void deleteLeftovers(Path target) throws IOException {
    String name = String.valueOf(target.getFileName());
    List<Path> leftovers;
    try (Stream<Path> files = Files.list(root)) {
      leftovers =
          files
              .filter(
                  file -> {
                    String other = String.valueOf(file.getFileName());
                    return other.startsWith(name + PART) || other.startsWith(name + DAMAGED);
                  })
              .toList();
    }
    for (Path leftover : leftovers) {
      try {
        delete(leftover);
      } catch (IOException | UncheckedIOException e) {
        LOGGER.log(System.Logger.Level.DEBUG, leftover + " cannot be deleted", e);
      }
    }
  }

  private void unpack(ZipFile zip, List<ZipEntry> entries, Path target) throws IOException {
    Path fresh = root.resolve(target.getFileName() + PART + UUID.randomUUID());
    try {
      Files.createDirectory(fresh);
      for (ZipEntry entry : entries) {
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, file(fresh, entry));
        }
      }
      if (!isIntact(fresh, entries)) {
        throw new IOException("what was written does not match the checksums in the jar");
      }
      Path damaged = root.resolve(target.getFileName() + DAMAGED + UUID.randomUUID());
      boolean replaces = Files.exists(target);
      if (replaces) {
        Files.move(target, damaged, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      if (replaces) {
        delete(damaged);
      }
    } finally {
      delete(fresh);
    }
  }

  private static boolean isIntact(Path directory, List<ZipEntry> entries) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
    for (ZipEntry entry : entries) {
      CRC32 checksum = new CRC32();
      long size = 0;
      try (FileChannel file = FileChannel.open(file(directory, entry))) {
        while (file.read(chunk) >= 0) {
          chunk.flip();
          size += chunk.remaining();
          checksum.update(chunk);
          chunk.clear();
        }
      } catch (NoSuchFileException e) {
        return false;
      }
      if (size != entry.getSize() || checksum.getValue() != entry.getCrc()) {
        return false;
      }
    }
    return true;
  }

  private static Path file(Path directory, ZipEntry entry) {
    String name = entry.getName();
    return directory.resolve(name.substring(name.lastIndexOf('/') + 1));
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static String digest(List<ZipEntry> entries) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
    for (ZipEntry entry : entries) {
      String line = entry.getName() + ' ' + entry.getSize() + ' ' + entry.getCrc() + '\n';
      sha256.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(sha256.digest(), 0, 8);
  }
}
