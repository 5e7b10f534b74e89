package dev.weft.testkit.operators;

import java.util.HashSet;
import java.util.Set;
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
   * The cases, those that were drawn twice only once.
   *
   * @return a new stream of them
   */
  public Stream<OperatorCase> cases() {
    Set<String> texts = new HashSet<>();
    return source.get().filter(one -> texts.add(one.toString()));
  }

  @Override
  public String toString() {
    return name;
  }
}
