package io.limitrate.tck.container.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A directory with the files of a WAR. */
record UnpackedWar(Path root) {

  static UnpackedWar unpack(Path war, Path root) throws IOException {
    try (ZipFile zip = new ZipFile(war.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        Path file = root.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return new UnpackedWar(root);
  }

  URLClassLoader loader(ClassLoader parent) throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(classes().toUri().toURL());
    try (Stream<Path> jars = Files.list(root.resolve("WEB-INF/lib"))) {
      jars.sorted().map(UnpackedWar::url).forEach(urls::add);
    }
    return new URLClassLoader(urls.toArray(URL[]::new), parent);
  }

  WebXml webXml() throws Exception {
    try (InputStream webXml = Files.newInputStream(root.resolve("WEB-INF/web.xml"))) {
      return WebXml.read(webXml);
    }
  }

  private Path classes() {
    return root.resolve("WEB-INF/classes");
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns the application's own classes, except classes that name missing classes. */
  List<Class<?>> classes(ClassLoader loader) throws IOException {
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes())) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .forEach(file -> found.addAll(load(file, loader)));
    }
    return found;
  }

  private List<Class<?>> load(Path file, ClassLoader loader) {
    String path = classes().relativize(file).toString();
    String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
    try {
      return List.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return List.of();
    }
  }
}
