/**
 * From a model file to an immutable graph of operators that backends compile: reading, shape and
 * type inference, passes, memory planning. Knows no device and calls no native code.
 *
 * <p>The packages are exported for Weft's own backends and are no API for applications: they may
 * change in any release. The exports are not qualified because their readers are modules that need
 * not be present.
 */
@org.jspecify.annotations.NullMarked
module dev.weft.graph {
  requires static org.jspecify;
  requires transitive dev.weft.api;
  requires transitive dev.weft.format;

  exports dev.weft.graph;
  exports dev.weft.graph.op;
  exports dev.weft.graph.pass;
  exports dev.weft.graph.plan;
  exports dev.weft.graph.read;
  exports dev.weft.graph.report;
}
