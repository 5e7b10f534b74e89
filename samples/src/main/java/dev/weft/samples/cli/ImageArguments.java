package dev.weft.samples.cli;

import dev.weft.Shape;
import dev.weft.TensorSpec;
import dev.weft.samples.image.Channels;
import dev.weft.samples.image.Fit;
import dev.weft.samples.image.Preprocessing;
import dev.weft.samples.image.Preset;
import dev.weft.samples.image.Sampling;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What is done to images before the model sees them: a preset, of which each part may be given
 * apart.
 */
public final class ImageArguments {
  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = {
        "Preprocessing to start from: ${COMPLETION-CANDIDATES}.",
        "Default: glyphs for the shipped model, grey for models of one channel, else imagenet."
      })
  private @Nullable Preset preset;

  @Option(
      names = "--size",
      paramLabel = "HxW",
      converter = SizeConverter.class,
      description = "Size the model wants (default: what the model says, else the preset's).")
  private @Nullable Size size;

  @Option(
      names = "--resize",
      paramLabel = "N|cover|stretch",
      converter = FitConverter.class,
      description = {
        "N: shorter side to N pixels, then the centre; cover: just cover the size, then the"
            + " centre;",
        "stretch: to the size, whatever the aspect ratio."
      })
  private @Nullable Fit fit;

  @Option(names = "--sampling", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}.")
  private @Nullable Sampling sampling;

  @Option(names = "--channels", paramLabel = "ORDER", description = "${COMPLETION-CANDIDATES}.")
  private @Nullable Channels channels;

  @Option(
      names = "--scale",
      paramLabel = "X",
      description = "The model gets (value * scale - mean) / std, for values from 0 to 255.")
  private @Nullable Double scale;

  @Option(
      names = "--mean",
      paramLabel = "X[,X,X]",
      split = ",",
      hideParamSyntax = true,
      description = "One for all channels or one for each, in the order of --channels.")
  private @Nullable List<Double> mean;

  @Option(
      names = "--std",
      paramLabel = "X[,X,X]",
      split = ",",
      hideParamSyntax = true,
      description = "One for all channels or one for each, in the order of --channels.")
  private @Nullable List<Double> std;

  /** Makes an object for picocli to fill. */
  public ImageArguments() {}

  /** Rows and columns of {@code --size}. */
  record Size(int height, int width) {}

  /**
   * {@return the preprocessing that the options, the model and the preset add up to, in this order}
   *
   * @param input the model's input
   * @param demo whether the model is the one shipped with the programs
   * @throws IllegalArgumentException if the parts do not fit together
   */
  public Preprocessing preprocessing(TensorSpec input, boolean demo) {
    Preset start = preset == null ? usual(input, demo) : preset;
    Preprocessing base = start.preprocessing();
    Size wanted =
        size != null
            ? size
            : new Size(known(input, 2).orElse(base.height()), known(input, 3).orElse(base.width()));
    return new Preprocessing(
        wanted.height(),
        wanted.width(),
        fit == null ? base.fit() : fit,
        sampling == null ? base.sampling() : sampling,
        channels == null ? base.channels() : channels,
        scale == null ? base.scale() : scale,
        mean == null ? base.mean() : mean,
        std == null ? base.std() : std);
  }

  private static Preset usual(TensorSpec input, boolean demo) {
    if (demo) {
      return Preset.GLYPHS;
    }
    return known(input, 1).filter(count -> count == 1).isPresent() ? Preset.GREY : Preset.IMAGENET;
  }

  /**
   * Returns a dimension of an input of images (N, channels, height, width), where the model says
   * it.
   */
  private static Optional<Integer> known(TensorSpec input, int axis) {
    Shape shape = input.shape();
    if (!shape.isRankKnown() || shape.rank() != 4 || shape.dimension(axis) == Shape.UNKNOWN) {
      return Optional.empty();
    }
    return Optional.of(Math.toIntExact(shape.dimension(axis)));
  }
}
