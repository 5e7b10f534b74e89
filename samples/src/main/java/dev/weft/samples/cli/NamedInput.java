package dev.weft.samples.cli;

import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.TensorSpec;
import dev.weft.samples.npy.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One {@code --input}: the name of an input, and a file or a shape.
 *
 * @param name the input's name in the model
 * @param file the file with its elements, or null
 * @param shape the shape to fill with random elements; that of the file is not known yet
 */
record NamedInput(String name, @Nullable Path file, Shape shape) {
  private static final Pattern DIMENSIONS = Pattern.compile("\\d{1,9}(,\\d{1,9})*");

  Tensor tensor(TensorSpec spec, RandomGenerator random) throws IOException {
    if (file == null) {
      return RandomTensor.of(spec.dataType(), shape, random);
    }
    if (!Files.exists(file)) {
      throw new IOException(file + ": no such file");
    }
    return NpyFile.read(file);
  }

  /** Reads {@code NAME=@FILE.npy} and {@code NAME=1,3,224,224}. */
  static final class Converter implements ITypeConverter<NamedInput> {
    @Override
    public NamedInput convert(String value) {
      int equals = value.indexOf('=');
      String content = value.substring(equals + 1);
      String name = value.substring(0, Math.max(equals, 0));
      if (!name.isEmpty() && content.length() > 1 && content.startsWith("@")) {
        return new NamedInput(name, Path.of(content.substring(1)), Shape.ofUnknownRank());
      }
      if (!name.isEmpty() && DIMENSIONS.matcher(content).matches()) {
        long[] sizes = Arrays.stream(content.split(",")).mapToLong(Long::parseLong).toArray();
        return new NamedInput(name, null, Shape.of(sizes));
      }
      throw new TypeConversionException(
          "'" + value + "', expected for example data=1,3,224,224 or data=@file.npy");
    }
  }
}
