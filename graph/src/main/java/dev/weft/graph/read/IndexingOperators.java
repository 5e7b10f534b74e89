package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.graph.op.Embedding;
import dev.weft.graph.op.GatherNd;
import dev.weft.graph.op.IndexCopy;
import dev.weft.graph.op.IndexMode;
import dev.weft.graph.op.OneHot;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Pick;
import dev.weft.graph.op.RavelIndex;
import dev.weft.graph.op.ScatterNd;
import dev.weft.graph.op.Take;
import dev.weft.graph.op.Where;
import java.util.List;
import java.util.Map;

/** Operators that choose elements by index or condition. */
final class IndexingOperators {
  private static final Map<String, IndexMode> MODES =
      Map.of("clip", IndexMode.CLIP, "wrap", IndexMode.WRAP, "raise", IndexMode.RAISE);

  private IndexingOperators() {}

  static void addTo(OperatorTable table) {
    table.add(
        List.of("take"),
        List.of("a", "indices"),
        attributes ->
            new Take(attributes.smallInteger("axis", 0), attributes.choice("mode", "clip", MODES)));
    table.add(
        List.of("Embedding", "_npx_embedding", "_contrib_SparseEmbedding"),
        List.of("data", "weight"),
        attributes ->
            new Embedding(
                attributes.requiredInteger("input_dim"), attributes.requiredInteger("output_dim")));
    table.add(
        List.of("one_hot", "_npx_one_hot"),
        List.of("indices"),
        attributes ->
            new OneHot(
                attributes.requiredInteger("depth"),
                attributes.real("on_value", 1),
                attributes.real("off_value", 0),
                attributes.dataType("dtype", DataType.FLOAT32)));
    table.add(
        List.of("pick", "choose_element_0index", "_npx_pick"),
        List.of("data", "index"),
        attributes ->
            new Pick(
                attributes.smallInteger("axis", -1),
                attributes.flag("keepdims", false),
                attributes.choice("mode", "clip", MODES)));
    table.add(
        List.of("batch_take"),
        List.of("a", "indices"),
        attributes -> new Pick(-1, false, IndexMode.CLIP));
    table.add(
        List.of("gather_nd", "_npx_gather_nd", "_npi_gather_nd"),
        List.of("data", "indices"),
        attributes -> new GatherNd());
    scattering(table);
    table.add(List.of("where"), List.of("condition", "x", "y"), attributes -> new Where());
  }

  private static void scattering(OperatorTable table) {
    table.add(
        List.of("_ravel_multi_index", "ravel_multi_index"),
        List.of("data"),
        attributes -> ravel(attributes, false));
    table.add(
        List.of("_unravel_index", "unravel_index"),
        List.of("data"),
        attributes -> ravel(attributes, true));
    table.add(
        List.of("scatter_nd"),
        List.of("data", "indices"),
        attributes -> new ScatterNd(attributes.integers("shape").orElse(List.of())));
    table.add(
        List.of("_contrib_index_copy"),
        List.of("old_tensor", "index_vector", "new_tensor"),
        attributes -> new IndexCopy());
  }

  private static Op ravel(Attributes attributes, boolean inverse) {
    return new RavelIndex(attributes.integers("shape").orElse(List.of()), inverse);
  }
}
