package dev.weft.samples.image;

import java.util.List;
import java.util.Locale;

/** The channels that a model wants, in its order. */
public enum Channels {
  /** Red, green, blue. */
  RGB,
  /** Blue, green, red, as OpenCV and Caffe have it. */
  BGR,
  /** Luminance alone. */
  GREY;

  List<Channel> order() {
    return switch (this) {
      case RGB -> List.of(Channel.RED, Channel.GREEN, Channel.BLUE);
      case BGR -> List.of(Channel.BLUE, Channel.GREEN, Channel.RED);
      case GREY -> List.of(Channel.LUMINANCE);
    };
  }

  /** {@return the number of channels} */
  public int count() {
    return order().size();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
