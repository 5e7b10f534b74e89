package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.format.Quoted;
import dev.weft.format.SymbolNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one node, as text in its file, read as what they mean. A value that is not what
 * it must be is an {@link IllegalArgumentException} that names attribute, value and expectation.
 */
public final class Attributes {
  private static final Map<String, DataType> DATA_TYPES =
      Map.of(
          "float32", DataType.FLOAT32,
          "float64", DataType.FLOAT64,
          "float16", DataType.FLOAT16,
          "bfloat16", DataType.BFLOAT16,
          "uint8", DataType.UINT8,
          "int8", DataType.INT8,
          "int32", DataType.INT32,
          "int64", DataType.INT64,
          "bool", DataType.BOOL);
  private static final int MAX_TUPLE = 1000;

  /** What files from before 0.9 are taken for, which do not say. */
  private static final int OLDEST = 800;

  private final SymbolNode node;
  private final int outputsUsed;
  private final int version;

  /**
   * Wraps the attributes of a node.
   *
   * @param node the node
   * @param outputsUsed one more than the greatest index of an output that somebody reads
   */
  public Attributes(SymbolNode node, int outputsUsed) {
    this(node, outputsUsed, OptionalInt.of(Integer.MAX_VALUE));
  }

  /**
   * Wraps the attributes of a node in a file of some version of MXNet.
   *
   * @param node the node
   * @param outputsUsed one more than the greatest index of an output that somebody reads
   * @param version the version, 905 for 0.9.5, or empty in files from before 0.9
   */
  Attributes(SymbolNode node, int outputsUsed, OptionalInt version) {
    this.node = node;
    this.outputsUsed = outputsUsed;
    this.version = version.orElse(OLDEST);
  }

  /**
   * {@return whether the file was written by an MXNet before a version}
   *
   * @param other the version, 905 for 0.9.5
   */
  boolean isOlderThan(int other) {
    return version < other;
  }

  /** {@return the name of the operator in the file} */
  public String operator() {
    return node.operator();
  }

  /** {@return the number of inputs that the node has in the file} */
  public int inputCount() {
    return node.inputs().size();
  }

  /** {@return one more than the greatest index of an output that somebody reads, at least 1} */
  public int outputsUsed() {
    return outputsUsed;
  }

  /**
   * {@return the text of an attribute, or empty if it is not there or None}
   *
   * @param name the attribute
   */
  public Optional<String> text(String name) {
    return Optional.ofNullable(find(name));
  }

  // Most of what follows asks this, without lambdas: linking each takes time at a cold start.
  private @Nullable String find(String name) {
    String value = node.attributes().get(name);
    if (value == null) {
      return null;
    }
    String stripped = value.strip();
    return stripped.equals("None") || stripped.isEmpty() ? null : stripped;
  }

  /**
   * {@return whether an attribute is there and says None}
   *
   * @param name the attribute
   */
  public boolean isNone(String name) {
    return node.attributes().getOrDefault(name, "").strip().equals("None");
  }

  /**
   * {@return a whole number}
   *
   * @param name the attribute
   * @param otherwise what counts if it is not there
   */
  public long integer(String name, long otherwise) {
    String value = find(name);
    return value == null ? otherwise : wholeNumber(name, value);
  }

  /**
   * {@return a whole number that must be there}
   *
   * @param name the attribute
   */
  public long requiredInteger(String name) {
    return wholeNumber(name, required(name));
  }

  /**
   * {@return a whole number, or empty if it is not there}
   *
   * @param name the attribute
   */
  public Optional<Long> optionalInteger(String name) {
    return text(name).map(value -> wholeNumber(name, value));
  }

  /**
   * {@return a whole number of 32 bits}
   *
   * @param name the attribute
   * @param otherwise what counts if it is not there
   */
  public int smallInteger(String name, int otherwise) {
    return small(name, integer(name, otherwise));
  }

  /**
   * {@return a whole number of 32 bits that must be there}
   *
   * @param name the attribute
   */
  public int requiredSmallInteger(String name) {
    return small(name, requiredInteger(name));
  }

  /**
   * {@return a whole number of 32 bits, or empty if it is not there}
   *
   * @param name the attribute
   */
  public Optional<Integer> optionalSmallInteger(String name) {
    return optionalInteger(name).map(value -> small(name, value));
  }

  private int small(String name, long value) {
    if (value != (int) value) {
      throw unexpected(name, Long.toString(value), "a number of 32 bits");
    }
    return (int) value;
  }

  /**
   * {@return a number}
   *
   * @param name the attribute
   * @param otherwise what counts if it is not there
   */
  public double real(String name, double otherwise) {
    String value = find(name);
    return value == null ? otherwise : number(name, value);
  }

  /**
   * {@return a truth value}
   *
   * @param name the attribute
   * @param otherwise what counts if it is not there
   */
  public boolean flag(String name, boolean otherwise) {
    String value = find(name);
    if (value == null) {
      return otherwise;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw unexpected(name, value, "True or False");
    };
  }

  /**
   * Reads a list of whole numbers, such as {@code (3, 3)}; a single number is a list of one.
   *
   * @param name the attribute
   * @return the list, or empty if the attribute is not there
   */
  public Optional<List<Long>> integers(String name) {
    return text(name).map(value -> tuple(value, part -> wholeNumber(name, part)));
  }

  /**
   * {@return a list of axes, none if the attribute is not there}
   *
   * @param name the attribute
   */
  public List<Integer> axes(String name) {
    return integers(name).orElse(List.of()).stream().map(axis -> small(name, axis)).toList();
  }

  /**
   * Reads a list of whole numbers, some of which may be None.
   *
   * @param name the attribute
   * @return the list, or empty if the attribute is not there
   */
  public Optional<List<Optional<Long>>> optionalIntegers(String name) {
    return text(name)
        .map(
            value ->
                tuple(
                    value,
                    part ->
                        part.equals("None")
                            ? Optional.empty()
                            : Optional.of(wholeNumber(name, part))));
  }

  /**
   * Reads a list of numbers.
   *
   * @param name the attribute
   * @return the list, or empty if the attribute is not there
   */
  public Optional<List<Double>> reals(String name) {
    return text(name).map(value -> tuple(value, part -> number(name, part)));
  }

  /**
   * {@return the name of a data type}
   *
   * @param name the attribute
   * @param otherwise what counts if it is not there
   */
  public DataType dataType(String name, DataType otherwise) {
    String value = find(name);
    if (value == null) {
      return otherwise;
    }
    DataType type = DATA_TYPES.get(value);
    if (type == null) {
      throw unexpected(name, value, "one of " + DATA_TYPES.keySet());
    }
    return type;
  }

  /**
   * {@return one of several words}
   *
   * @param <T> what the words stand for
   * @param name the attribute
   * @param otherwise the word that counts if it is not there
   * @param meanings what each word stands for
   */
  public <T> T choice(String name, String otherwise, Map<String, T> meanings) {
    String word = text(name).orElse(otherwise);
    T meaning = meanings.get(word);
    if (meaning == null) {
      throw unexpected(name, word, "one of " + meanings.keySet());
    }
    return meaning;
  }

  /**
   * {@return the text of an attribute that must be there}
   *
   * @param name the attribute
   */
  public String required(String name) {
    String value = find(name);
    if (value == null) {
      throw new IllegalArgumentException("attribute '" + name + "' is missing, expected one");
    }
    return value;
  }

  /**
   * {@return the error that an attribute is not what it must be}
   *
   * @param name the attribute
   * @param value its value
   * @param expected what it must be
   */
  public IllegalArgumentException unexpected(String name, String value, String expected) {
    return new IllegalArgumentException(
        "attribute '" + name + "' is " + Quoted.of(value) + ", expected " + expected);
  }

  private <T> List<T> tuple(String text, Function<String, T> element) {
    String inner = text;
    boolean bracketed =
        (inner.startsWith("(") && inner.endsWith(")"))
            || (inner.startsWith("[") && inner.endsWith("]"));
    if (bracketed) {
      inner = inner.substring(1, inner.length() - 1);
    }
    List<T> elements = new ArrayList<>();
    for (String part : inner.split(",", MAX_TUPLE)) {
      if (!part.isBlank()) {
        elements.add(element.apply(part.strip()));
      }
    }
    return Collections.unmodifiableList(elements);
  }

  private long wholeNumber(String name, String value) {
    String digits = value.endsWith("L") ? value.substring(0, value.length() - 1) : value;
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      if (digits.equals("True") || digits.equals("False")) {
        return digits.equals("True") ? 1 : 0;
      }
      double real = number(name, value);
      if (real == Math.rint(real) && Math.abs(real) < 1e15) {
        return (long) real;
      }
      throw unexpected(name, value, "a whole number");
    }
  }

  private double number(String name, String value) {
    try {
      return switch (value) {
        case "inf", "+inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        case "nan" -> Double.NaN;
        default -> Double.parseDouble(value);
      };
    } catch (NumberFormatException e) {
      throw unexpected(name, value, "a number");
    }
  }
}
