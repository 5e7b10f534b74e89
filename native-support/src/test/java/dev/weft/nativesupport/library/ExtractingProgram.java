package dev.weft.nativesupport.library;

import java.io.IOException;
import java.nio.file.Path;

/** Unpacks the jar of its second argument into the cache of its first, when told to. */
final class ExtractingProgram {
  private ExtractingProgram() {}

  public static void main(String[] arguments) throws IOException {
    NativeCache cache = new NativeCache(Path.of(arguments[0]));
    NativeJar jar = new NativeJar(Path.of(arguments[1]), NativeJars.DIRECTORY);
    System.out.println("ready");
    if (System.in.read() < 0) {
      throw new IOException("nobody said go");
    }
    System.out.println(cache.extract("fake", jar));
  }
}
