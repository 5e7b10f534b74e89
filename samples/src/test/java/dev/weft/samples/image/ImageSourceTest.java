package dev.weft.samples.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ImageSourceTest {
  @Test
  void saysWhyAFileCannotBeOpened() {
    assertEquals("a.png: no such file", reason(new NoSuchFileException("a.png")));
    assertEquals("a.png: no permission to read it", reason(new AccessDeniedException("a.png")));
    assertEquals("a.png: the disk is gone", reason(new IOException("the disk is gone")));
  }

  private static String reason(IOException thrown) {
    ImageSource source =
        new ImageSource(
            "a.png",
            () -> {
              throw thrown;
            });
    return assertThrows(IOException.class, source::read).getMessage();
  }
}
