package dev.weft.integration.child;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the modular consumer twice, each time in a module layer of its own: as an application server
 * or a plugin host does. Both share the one libmxnet of the process.
 */
public final class TwoLayers {
  private static final String MODULE = "dev.weft.integration.consumer";

  private TwoLayers() {}

  public static void main(String[] arguments) throws Exception {
    Path[] jars =
        Stream.of(arguments[0].split(File.pathSeparator, -1)).map(Path::of).toArray(Path[]::new);
    String[] rest = Stream.of(arguments).skip(1).toArray(String[]::new);
    for (int i = 0; i < 2; i++) {
      run(ModuleFinder.of(jars), rest);
    }
  }

  private static void run(ModuleFinder finder, String[] arguments) throws Exception {
    ModuleLayer boot = ModuleLayer.boot();
    // The jar with natives is a root too, since nothing requires it.
    Set<String> roots =
        finder.findAll().stream()
            .map(module -> module.descriptor().name())
            .collect(Collectors.toSet());
    Configuration configuration = boot.configuration().resolve(ModuleFinder.of(), finder, roots);
    ModuleLayer.Controller controller =
        ModuleLayer.defineModulesWithOneLoader(
            configuration, List.of(boot), ClassLoader.getPlatformClassLoader());
    allowNativeAccess(controller);
    Module consumer = controller.layer().findModule(MODULE).orElseThrow();
    controller.addExports(consumer, MODULE, TwoLayers.class.getModule());
    Class.forName(consumer, MODULE + ".GlyphReader")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }

  /** {@code --enable-native-access} reaches the boot layer only. */
  private static void allowNativeAccess(ModuleLayer.Controller controller)
      throws ReflectiveOperationException {
    if (Runtime.version().feature() >= 22) {
      ModuleLayer.Controller.class
          .getMethod("enableNativeAccess", Module.class)
          .invoke(controller, controller.layer().findModule("com.sun.jna").orElseThrow());
    }
  }
}
