package dev.weft.backend.mxnet.bind;

import com.sun.jna.Library;

/**
 * Functions of the C library that reach the process's real environment, which Java's own view of it
 * is a copy of.
 */
public interface LibC extends Library {
  int setenv(String name, String value, int overwrite);

  String getenv(String name);
}
