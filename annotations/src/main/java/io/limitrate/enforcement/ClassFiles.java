package io.limitrate.enforcement;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The class files of an application's own classes: those in {@code WEB-INF/classes}, or where there
 * are none, those at the roots of the class path (Spring Boot). Those in libraries are left out.
 */
final class ClassFiles {
  private static final String WEB_INF_CLASSES = "/WEB-INF/classes/";
  private static final String SUFFIX = ".class";

  private final Visitor visitor;

  private ClassFiles(Visitor visitor) {
    this.visitor = visitor;
  }

  /** Is shown one class file after the other. */
  interface Visitor {
    /** Looks at a class file; returns whether it wants more. */
    boolean visit(byte[] bytes) throws IOException;
  }

  /** Shows the class files of the application, as long as the visitor wants more. */
  static void visit(ServletContext context, ClassLoader loader, Visitor visitor)
      throws IOException {
    ClassFiles files = new ClassFiles(visitor);
    if (ofApplication(context)) {
      files.visitFolder(context, WEB_INF_CLASSES);
    } else {
      files.visitRoots(loader);
    }
  }

  /** Whether the application has class files of its own, apart from the class path. */
  static boolean ofApplication(ServletContext context) {
    return !paths(context, WEB_INF_CLASSES).isEmpty();
  }

  private static Set<String> paths(ServletContext context, String folder) {
    Set<String> paths = context.getResourcePaths(folder);
    return paths == null ? Set.of() : paths;
  }

  private boolean visitFolder(ServletContext context, String folder) throws IOException {
    for (String path : paths(context, folder)) {
      boolean more =
          path.endsWith("/")
              ? visitFolder(context, path)
              : !path.endsWith(SUFFIX) || visit(context.getResourceAsStream(path));
      if (!more) {
        return false;
      }
    }
    return true;
  }

  private boolean visit(InputStream stream) throws IOException {
    try (stream) {
      return stream == null || visitor.visit(stream.readAllBytes());
    }
  }

  private void visitRoots(ClassLoader loader) throws IOException {
    for (URL root : Collections.list(loader.getResources(""))) {
      if (root.getProtocol().equals("file")) {
        visitDirectory(root);
      } else if (root.getProtocol().equals("jar") && !root.getPath().endsWith(".jar!/")) {
        visitJar(root.openConnection()); // not a library
      }
    }
  }

  private void visitDirectory(URL root) throws IOException {
    try {
      Files.walkFileTree(
          Path.of(root.toURI()),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              boolean more =
                  !file.toString().endsWith(SUFFIX) || visitor.visit(Files.readAllBytes(file));
              return more ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }
          });
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** Of an executable jar, the folder with the application's classes. */
  private void visitJar(URLConnection connection) throws IOException {
    if (!(connection instanceof JarURLConnection jar)) {
      return;
    }
    String folder = jar.getEntryName() == null ? "" : jar.getEntryName();
    JarFile file = jar.getJarFile();
    for (JarEntry entry : Collections.list(file.entries())) {
      if (entry.getName().startsWith(folder)
          && entry.getName().endsWith(SUFFIX)
          && !visit(file.getInputStream(entry))) {
        return;
      }
    }
  }
}
