package dev.weft.benchmarks;

import java.util.List;

/** The arguments of a program, by position, each with what holds if it is absent. */
record ProgramArguments(List<String> values) {

  static ProgramArguments of(String[] values) {
    return new ProgramArguments(List.of(values));
  }

  String text(int index, String otherwise) {
    return index < values.size() ? values.get(index) : otherwise;
  }

  int integer(int index, int otherwise) {
    return Integer.parseInt(text(index, Integer.toString(otherwise)));
  }

  double real(int index, double otherwise) {
    return Double.parseDouble(text(index, Double.toString(otherwise)));
  }
}
