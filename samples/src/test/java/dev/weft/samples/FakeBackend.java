package dev.weft.samples;

import dev.weft.DataType;
import dev.weft.Device;
import dev.weft.Model;
import dev.weft.ModelFile;
import dev.weft.ModelFormatException;
import dev.weft.ModelSignature;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.TensorSpec;
import dev.weft.spi.Availability;
import dev.weft.spi.BackendProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A backend without natives, of higher rank than any real one.
 *
 * <p>Its models answer with scores whose largest is that of the class nearest to ten times the mean
 * of the first input. The symbol file holds the shape of the input {@code data} and the number of
 * classes, such as {@code ?,3,8,8 5}, and {@code unsteady} behind them makes every answer another
 * one; any other content stands for the model that is shipped with the programs, and the word
 * {@code corrupt} for a damaged one.
 */
public final class FakeBackend implements BackendProvider {
  @Override
  public String name() {
    return "fake";
  }

  @Override
  public int apiVersion() {
    return API_VERSION;
  }

  @Override
  public int rank() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Availability availability() {
    return Availability.available(List.of(Device.cpu()), Map.of("version", "0"));
  }

  @Override
  public Model load(ModelSource source, PredictorOptions options) {
    String symbol = content(source.symbol());
    content(source.parameters());
    if (symbol.startsWith("corrupt")) {
      throw new ModelFormatException(source.symbol().name(), "byte 0 is 'c',\n expected '{'");
    }
    String[] parts = symbol.strip().split(" ", -1);
    boolean described = parts.length >= 2 && parts[0].matches("[0-9?,]+");
    Shape input = described ? shape(parts[0]) : Shape.of(Shape.UNKNOWN, 1, 32, 32);
    int classes = described ? Integer.parseInt(parts[1]) : 34;
    ModelSignature signature =
        new ModelSignature(
            List.of(
                new TensorSpec("data", DataType.FLOAT32, input, false),
                new TensorSpec("label", DataType.FLOAT32, Shape.of(Shape.UNKNOWN), true)),
            List.of(
                new TensorSpec(
                    "scores/out", DataType.FLOAT32, Shape.of(Shape.UNKNOWN, classes), false)));
    PredictorOptions filled =
        options.toBuilder()
            .backend(name())
            .device(options.device().orElse(Device.cpu()))
            .concurrency(options.concurrency().orElse(2))
            .build();
    boolean steady = !symbol.strip().endsWith("unsteady");
    return new FakeModel(signature, filled, steady ? () -> 0 : new AtomicLong()::incrementAndGet);
  }

  private static Shape shape(String text) {
    return Shape.of(
        Arrays.stream(text.split(","))
            .mapToLong(size -> size.equals("?") ? Shape.UNKNOWN : Long.parseLong(size))
            .toArray());
  }

  private static String content(ModelFile file) {
    if (file.bytes().isPresent()) {
      return StandardCharsets.ISO_8859_1.decode(file.bytes().get()).toString();
    }
    try {
      return Files.readString(file.path().orElseThrow(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new ModelFormatException(file.name(), "no such file", e);
    }
  }
}
