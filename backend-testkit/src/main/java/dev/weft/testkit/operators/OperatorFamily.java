package dev.weft.testkit.operators;

import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Cases of operators of one kind.
 *
 * @param name what they are called
 * @param source gives the cases, the same ones each time
 */
public record OperatorFamily(String name, Supplier<Stream<OperatorCase>> source) {

  /**
   * The cases.
   *
   * @return a new stream of them
   */
  public Stream<OperatorCase> cases() {
    return source.get();
  }

  @Override
  public String toString() {
    return name;
  }
}
