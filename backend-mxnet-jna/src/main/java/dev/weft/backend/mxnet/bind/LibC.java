package dev.weft.backend.mxnet.bind;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Functions of the C library: the process's real environment, of which Java has only a copy, its
 * heap, and its end. {@code size_t} is {@code long}.
 */
public interface LibC extends Library {
  int setenv(String name, String value, int overwrite);

  String getenv(String name);

  int malloc_trim(long pad);

  int on_exit(Pointer function, @Nullable Pointer argument);
}
