package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.plan.Winograd;

/**
 * How images are cut into tiles of rows. As many tiles are computed together as the second-level
 * cache holds, or more where weights would be read too often.
 *
 * @param source the rows of an image of the source
 * @param output the rows of an image of the output
 * @param ofImage the tiles of an image
 * @param count the tiles of all images
 * @param together the tiles that are computed together; the last time there may be fewer
 */
record WinogradTiles(Rows source, Rows output, long ofImage, long count, long together) {
  private static final long CACHED_BYTES = 1 << 20;

  /** In numbers. */
  private static final long CACHE_LINE = 16;

  /** The rows of an image, and how many numbers are in each. */
  record Rows(long count, long length) {
    static Rows of(Shape image) {
      return new Rows(image.dimension(2), image.dimension(3) * image.dimension(1));
    }
  }

  static WinogradTiles of(Winograd algorithm, Shape source, Shape output, Shape weights) {
    Rows sourceRows = Rows.of(source);
    Rows outputRows = Rows.of(output);
    long ofImage = WinogradCost.tilesOfImage(algorithm, output);
    long count = source.dimension(0) * ofImage;
    long pointBytes = algorithm.points() * (long) ElementType.F32.byteSize();
    long weightBytes = weights.elementCount() / Winograd.TAPS * pointBytes;
    long tileBytes = (sourceRows.length() + outputRows.length()) * pointBytes;
    long most = Math.max(1, Math.max(CACHED_BYTES, weightBytes) / tileBytes);
    long times = (count + most - 1) / most;
    return new WinogradTiles(sourceRows, outputRows, ofImage, count, (count + times - 1) / times);
  }

  /** Returns how many numbers apart the rows of points lie, from cache line to cache line. */
  long pointStride(Rows rows) {
    return (together * rows.length() + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
  }
}
