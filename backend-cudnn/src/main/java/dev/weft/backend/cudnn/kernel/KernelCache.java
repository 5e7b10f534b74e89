package dev.weft.backend.cudnn.kernel;

import dev.weft.nativesupport.library.CacheDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compiled kernels in a directory of the user, named by a digest of all that they depend on, and
 * followed by a digest of their own, so that a damaged file is compiled again. Shared by processes:
 * files appear by an atomic rename. Where the directory cannot be written, kernels are compiled
 * each time.
 */
final class KernelCache {
  private static final int DIGEST_BYTES = 32;

  private final Path directory;

  KernelCache(Path directory) {
    this.directory = directory;
  }

  static KernelCache ofThisProcess() {
    return new KernelCache(CacheDirectory.ofThisProcess().resolve("kernels"));
  }

  /**
   * Returns compiled code.
   *
   * @param dependencies all that the code depends on
   * @param compiler compiles it if it is not there
   */
  byte[] get(String dependencies, Supplier<byte[]> compiler) {
    String name = HexFormat.of().formatHex(digest(dependencies.getBytes(StandardCharsets.UTF_8)));
    Path file = directory.resolve(name + ".cubin");
    byte[] present = read(file);
    if (present.length > 0) {
      return present;
    }
    byte[] code = compiler.get();
    write(file, code);
    return code;
  }

  /** Returns an empty array where there is no intact file. */
  private static byte[] read(Path file) {
    try {
      byte[] stored = Files.readAllBytes(file);
      int size = Math.max(0, stored.length - DIGEST_BYTES);
      byte[] code = Arrays.copyOf(stored, size);
      boolean intact = Arrays.equals(digest(code), Arrays.copyOfRange(stored, size, stored.length));
      return intact ? code : new byte[0];
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private void write(Path file, byte[] code) {
    Path temporary = null;
    try {
      Files.createDirectories(directory);
      temporary = Files.createTempFile(directory, "kernel", ".tmp");
      byte[] stored = Arrays.copyOf(code, code.length + DIGEST_BYTES);
      System.arraycopy(digest(code), 0, stored, code.length, DIGEST_BYTES);
      Files.write(temporary, stored);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      System.getLogger(KernelCache.class.getName())
          .log(System.Logger.Level.DEBUG, "a compiled kernel is not kept", e);
      discard(temporary);
    }
  }

  private static void discard(@Nullable Path temporary) {
    if (temporary != null) {
      boolean unused = temporary.toFile().delete();
    }
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
