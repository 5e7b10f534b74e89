package dev.weft.samples.image;

import java.util.List;
import java.util.Locale;

/** Preprocessing that families of models were trained with. */
public enum Preset {
  /** Gluon model zoo: RGB from 0 to 1, less the mean of ImageNet, by its standard deviation. */
  IMAGENET,
  /** First MXNet model zoo: RGB from 0 to 255. */
  IMAGENET_RAW,
  /** Caffe's VGG and its descendants: BGR from 0 to 255, less the mean of ImageNet. */
  CAFFE,
  /** The model shipped with the programs: grey from −1 to 1, stretched. */
  GLYPHS,
  /** Grey from 0 to 1, stretched. */
  GREY,
  /** RGB from 0 to 255, stretched. */
  NONE;

  private static final Fit CENTRE = Fit.coverThenCrop(256.0 / 224);
  private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> IMAGENET_STD = List.of(0.229, 0.224, 0.225);
  private static final List<Double> CAFFE_MEAN = List.of(103.939, 116.779, 123.68);
  private static final List<Double> ZERO = List.of(0.0);
  private static final List<Double> ONE = List.of(1.0);

  /** {@return what the preset stands for} */
  public Preprocessing preprocessing() {
    return switch (this) {
      case IMAGENET -> centre(Channels.RGB, 1.0 / 255, IMAGENET_MEAN, IMAGENET_STD);
      case IMAGENET_RAW -> centre(Channels.RGB, 1, ZERO, ONE);
      case CAFFE -> centre(Channels.BGR, 1, CAFFE_MEAN, ONE);
      case GLYPHS -> stretched(32, Sampling.BILINEAR, Channels.GREY, 1 / 127.5, ONE);
      case GREY -> stretched(28, Sampling.SMOOTH, Channels.GREY, 1.0 / 255, ZERO);
      case NONE -> stretched(224, Sampling.SMOOTH, Channels.RGB, 1, ZERO);
    };
  }

  private static Preprocessing centre(
      Channels channels, double scale, List<Double> mean, List<Double> std) {
    return new Preprocessing(224, 224, CENTRE, Sampling.SMOOTH, channels, scale, mean, std);
  }

  private static Preprocessing stretched(
      int size, Sampling sampling, Channels channels, double scale, List<Double> mean) {
    return new Preprocessing(size, size, Fit.stretch(), sampling, channels, scale, mean, ONE);
  }

  /** Returns the name used on command lines, such as {@code imagenet-raw}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
