package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.KernelArguments;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.AddN;
import dev.weft.graph.op.CumulativeSum;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Histogram;
import dev.weft.graph.op.Reduction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Operators that make one number of many, and the sum of many values. */
final class ReductionLowering {
  private static final String INTEGER = "long long";

  /** From such a length on, several threads share a row, unless there are many rows. */
  private static final long LONG_ROW = 512;

  private static final long FEW_ROWS = 1024;

  private ReductionLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Reduction.class, ReductionLowering::reduction);
    table.add(CumulativeSum.class, ReductionLowering::cumulative);
    table.add(Histogram.class, ReductionLowering::histogram);
    table.add(AddN.class, (op, node) -> sum(node));
  }

  /** Floating-point numbers in double precision, integers in 64 bits. */
  private static void reduction(Reduction op, NodeContext node) {
    boolean integers = node.storing(0).isInteger();
    Region source = node.isFloat(0) ? node.readAsIs(0) : node.readPlain(0);
    ReducedAxes axes = ReducedAxes.of(source.layout(), op.reduced(source.layout().shape().rank()));
    KernelCall call =
        KernelCall.of("reduction", "reduce")
            .reads(source)
            .writes(node.writePlain(0))
            .macro("real", integers ? INTEGER : "double")
            .macro("PUT", integers ? "OUT_LONG" : "OUT");
    describe(call, op.function(), integers, node.storingOutput(0).isInteger());
    node.run(axes.spread(call, node.outputShape(0).elementCount()));
  }

  private static void describe(
      KernelCall call, Reduction.Function function, boolean integers, boolean integerResult) {
    String least = integers ? "(-9223372036854775807LL - 1)" : "-INFINITY";
    String most = integers ? "9223372036854775807LL" : "INFINITY";
    String mean =
        !integers
            ? "s / a.i[2]"
            : (integerResult ? "(long long)(O0)s" : "(double)s") + " / (a.i[2] ? a.i[2] : 1)";
    switch (function) {
      case SUM -> define(call, "0", "s + v", "x + y", "s");
      case MEAN -> define(call, "0", "s + v", "x + y", mean);
      case MAX -> define(call, least, "v > s || v != v ? v : s", "x > y || x != x ? x : y", "s");
      case MIN -> define(call, most, "v < s || v != v ? v : s", "x < y || x != x ? x : y", "s");
      case PROD -> define(call, "1", "s * v", "x * y", "s");
      case NANSUM -> define(call, "0", "v != v ? s : s + v", "x + y", "s");
      case NANPROD -> define(call, "1", "v != v ? s : s * v", "x * y", "s");
      case NORM1 -> define(call, "0", "v < 0 ? s - v : s + v", "x + y", "s");
      case NORM2 -> define(call, "0", "s + v * v", "x + y", "sqrt((double)s)");
    }
  }

  private static void define(
      KernelCall call, String start, String next, String join, String finish) {
    call.macro("START", start).macro("NEXT", next).macro("JOIN", join).macro("FINISH", finish);
  }

  private static void cumulative(CumulativeSum op, NodeContext node) {
    Shape data = node.inputShape(0);
    AxisSpan span =
        op.axis().isPresent()
            ? AxisSpan.of(data, Dimensions.axis(op.axis().get(), data.rank()))
            : AxisSpan.of(data, 0, data.rank());
    boolean integers = node.storingOutput(0).isInteger();
    KernelCall call =
        KernelCall.of("sums", "cumulative_sum")
            .reads(node.readPlain(0))
            .writes(node.writePlain(0))
            .macro("real", integers ? INTEGER : "double")
            .integers(span.size(), span.after());
    long rows = span.before() * span.after();
    boolean shared = span.size() >= LONG_ROW && rows <= FEW_ROWS;
    node.run(shared ? call.rows(rows) : call.macro("ALONE", "1").each(rows));
  }

  private static void histogram(Histogram op, NodeContext node) {
    node.run(
        KernelCall.of("histogram", "histogram")
            .reads(node.readPlain(0))
            .writes(node.writePlain(0), node.writePlain(1))
            .macro("real", "double")
            .integers(node.inputShape(0).elementCount())
            .reals(op.from(), op.to())
            .rows(node.outputShape(0).elementCount()));
  }

  private static void sum(NodeContext node) {
    Region sum = node.isFloat(0) ? node.readAsIs(0) : node.readPlain(0);
    int next = 1;
    while (next < node.inputCount()) {
      int count = Math.min(KernelArguments.MAX_INPUTS - 1, node.inputCount() - next);
      Region[] terms = new Region[1 + count];
      terms[0] = sum;
      for (int i = 0; i < count; i++) {
        terms[1 + i] = node.read(next + i, sum.layout());
      }
      sum = sum(node, sum.layout(), terms);
      next += count;
    }
    node.set(0, sum);
  }

  private static Region sum(NodeContext node, Layout layout, Region... terms) {
    Region target = node.plan().allocate(layout);
    String text =
        IntStream.range(0, terms.length)
            .mapToObj(i -> "IN(" + i + ", t)")
            .collect(Collectors.joining(" + "));
    KernelCall call =
        KernelCall.of("sums", "add_n")
            .reads(terms)
            .writes(target)
            .macro("TERMS", text)
            .each(layout.shape().elementCount());
    node.run(layout.type().isInteger() ? call.macro("real", INTEGER) : call);
    return target;
  }
}
