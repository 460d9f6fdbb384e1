package io.limitrate.internal.enforcement;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the supertypes of types in class files. Loads no class. */
final class Supertypes {
  private final ClassLoader loader;
  private final Map<String, @Nullable ClassFile> known = new HashMap<>();

  Supertypes(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Returns the type and all supertypes by name, without the types of the platform.
   *
   * @throws IOException when a class file cannot be read
   */
  Map<String, ClassFile> of(ClassFile type) throws IOException {
    Map<String, ClassFile> found = new LinkedHashMap<>();
    Deque<ClassFile> left = new ArrayDeque<>();
    left.add(type);
    while (!left.isEmpty()) {
      ClassFile next = left.remove();
      if (found.putIfAbsent(next.name(), next) == null) {
        for (String supertype : next.supertypes()) {
          ClassFile file = find(supertype);
          if (file != null) {
            left.add(file);
          }
        }
      }
    }
    return found;
  }

  private @Nullable ClassFile find(String name) throws IOException {
    if (!known.containsKey(name)) {
      known.put(name, isOfPlatform(name) ? null : read(name));
    }
    return known.get(name);
  }

  private static boolean isOfPlatform(String name) {
    return name.startsWith("java.") || name.startsWith("jakarta.");
  }

  private @Nullable ClassFile read(String name) throws IOException {
    try (InputStream stream = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
      return stream == null ? null : ClassFile.read(stream.readAllBytes());
    }
  }
}
