package dev.weft.backend.cudnn.plan;

import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.KernelArguments;
import dev.weft.backend.cudnn.handle.KernelFunction;
import dev.weft.backend.cudnn.kernel.KernelLibrary;
import dev.weft.backend.cudnn.kernel.KernelSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A kernel and what it is given, collected in a chain of calls:
 *
 * <pre>{@code
 * KernelCall.of("indexing", "take").reads(data, indices).writes(result).integers(before, size, after).each(count)
 * }</pre>
 *
 * <p>The macros {@code I0}, {@code I1}, … and {@code O0}, … are the types of the regions. {@code
 * real} is {@code float} if all of them are floating-point types of at most 32 bits, else {@code
 * double}. For one thread.
 */
public final class KernelCall {
  private final String file;
  private final String function;
  private final Map<String, String> macros = new HashMap<>();
  private List<Region> inputs = List.of();
  private List<Region> outputs = List.of();
  private long[] integers = {};
  private double[] reals = {};
  private long count;
  private boolean byRows;
  private String fault = "";

  private KernelCall(String file, String function) {
    this.file = file;
    this.function = function;
  }

  /**
   * Begins a call.
   *
   * @param file the name of a resource of kernels, without {@code .cu}
   * @param function the kernel's name there
   * @return the call
   */
  public static KernelCall of(String file, String function) {
    return new KernelCall(file, function);
  }

  /**
   * Sets what it reads.
   *
   * @param regions the inputs, {@code a.in[0]} first
   * @return this
   */
  public KernelCall reads(Region... regions) {
    inputs = List.of(regions);
    return this;
  }

  /**
   * Sets what it writes.
   *
   * @param regions the outputs, {@code a.out[0]} first
   * @return this
   */
  public KernelCall writes(Region... regions) {
    outputs = List.of(regions);
    return this;
  }

  /**
   * Adds whole numbers behind those that are there.
   *
   * @param numbers {@code a.i[…]}
   * @return this
   */
  public KernelCall integers(long... numbers) {
    long[] all = Arrays.copyOf(integers, integers.length + numbers.length);
    System.arraycopy(numbers, 0, all, integers.length, numbers.length);
    integers = all;
    return this;
  }

  /**
   * Adds real numbers behind those that are there.
   *
   * @param numbers {@code a.f[…]}
   * @return this
   */
  public KernelCall reals(double... numbers) {
    double[] all = Arrays.copyOf(reals, reals.length + numbers.length);
    System.arraycopy(numbers, 0, all, reals.length, numbers.length);
    reals = all;
    return this;
  }

  /**
   * Defines a macro of the source.
   *
   * @param name its name
   * @param text its text
   * @return this
   */
  public KernelCall macro(String name, String text) {
    macros.put(name, text);
    return this;
  }

  /**
   * Says that the kernel may call {@code FAULT()}, which makes the call of the model fail.
   *
   * @param message what is wrong then, and what was expected
   * @return this
   */
  public KernelCall failing(String message) {
    fault = message;
    return this;
  }

  /**
   * Lets a thread do each of so many things, as {@code EACH} counts.
   *
   * @param things how many
   * @return this
   */
  public KernelCall each(long things) {
    count = things;
    byRows = false;
    return this;
  }

  /**
   * Lets a block of threads do each of so many things, as {@code ROWS} counts.
   *
   * @param things how many
   * @return this
   */
  public KernelCall rows(long things) {
    count = things;
    byRows = true;
    return this;
  }

  /** {@return what it reads} */
  public List<Region> inputs() {
    return inputs;
  }

  /** {@return what it writes} */
  public List<Region> outputs() {
    return outputs;
  }

  /** {@return what is wrong if the kernel calls {@code FAULT()}; empty if it does not} */
  public String fault() {
    return fault;
  }

  /** {@return the kernel's name} */
  public String function() {
    return function;
  }

  /**
   * {@return what puts the kernel on a queue}
   *
   * @param library where kernels are found
   * @param step the mark that it leaves where it fails, above 0
   * @param subject the node that it computes, for messages
   */
  public Operation compile(KernelLibrary library, int step, String subject) {
    boolean single = true;
    for (int i = 0; i < inputs.size(); i++) {
      single &= define("I" + i, inputs.get(i).layout().type());
    }
    for (int i = 0; i < outputs.size(); i++) {
      single &= define("O" + i, outputs.get(i).layout().type());
    }
    macros.putIfAbsent("real", single ? "float" : "double");
    KernelFunction kernel = library.find(KernelSource.of(file, macros), function, byRows);
    List<Region> in = inputs;
    List<Region> out = outputs;
    long[] whole = integers;
    double[] real = reals;
    long things = count;
    return (queue, places) ->
        queue.launch(
            kernel,
            new KernelArguments(
                things,
                in.stream().mapToLong(places::of).toArray(),
                out.stream().mapToLong(places::of).toArray(),
                whole,
                real,
                places.fault(),
                step),
            subject);
  }

  private boolean define(String name, ElementType type) {
    macros.put(name, type.kernelName());
    return type.isSingle();
  }
}
