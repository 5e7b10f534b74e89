/**
 * Programs to run and to copy from.
 *
 * <p>They are compiled against {@code dev.weft.api} alone; backends are found at run time, through
 * the {@code uses} clause of that module.
 */
@org.jspecify.annotations.NullMarked
module dev.weft.samples {
  requires dev.weft.api;
  requires info.picocli;
  requires java.desktop;
  requires me.tongfei.progressbar;
  requires static org.jspecify;

  // picocli makes the commands and sets their annotated fields by reflection.
  opens dev.weft.samples to
      info.picocli;
  opens dev.weft.samples.cli to
      info.picocli;
}
