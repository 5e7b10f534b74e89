package dev.weft.samples.image;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * An image that is not read yet.
 *
 * @param name what messages call it
 * @param opener opens its bytes
 */
public record ImageSource(String name, Opener opener) {

  /** Opens the bytes of an image. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens the bytes.
     *
     * @return the bytes; close them
     * @throws IOException if that fails
     */
    InputStream open() throws IOException;
  }

  /**
   * {@return the image in a file}
   *
   * @param file the file
   */
  public static ImageSource of(Path file) {
    return new ImageSource(file.toString(), () -> Files.newInputStream(file));
  }

  /**
   * Reads and decodes it.
   *
   * @return the picture
   * @throws IOException if it is missing or no image; the message names it
   */
  public Picture read() throws IOException {
    try (InputStream bytes = opener.open()) {
      return ImageDecoder.decode(bytes);
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new IOException(name + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException(name + ": no permission to read it", e);
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }
}
