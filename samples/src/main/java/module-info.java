/**
 * Programs to run and to copy from.
 *
 * <p>They are compiled against {@code dev.weft.api} alone; backends are found at run time, through
 * the {@code uses} clause of that module.
 */
// The Eclipse Layout Kernel has no descriptors; only drawings need it, so it is optional.
@SuppressWarnings("requires-automatic")
@org.jspecify.annotations.NullMarked
module dev.weft.samples {
  requires dev.weft.api;
  requires info.picocli;
  requires java.desktop;
  requires me.tongfei.progressbar;
  requires static org.eclipse.elk.alg.layered;
  requires static org.eclipse.elk.core;
  requires static org.eclipse.elk.graph;
  requires static org.eclipse.emf.common;
  requires static org.jspecify;

  // picocli makes the commands and sets their annotated fields by reflection.
  opens dev.weft.samples to
      info.picocli;
  opens dev.weft.samples.cli to
      info.picocli;
}
