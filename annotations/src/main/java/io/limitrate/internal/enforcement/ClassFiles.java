package io.limitrate.internal.enforcement;

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
import org.jspecify.annotations.Nullable;

/**
 * Reads the class files of an application's own classes from {@code WEB-INF/classes}. If this
 * folder has no files, reads those at the roots of the class path (Spring Boot). Skips libraries.
 */
final class ClassFiles {
  private static final String WEB_INF_CLASSES = "/WEB-INF/classes/";
  private static final String SUFFIX = ".class";

  private final Visitor visitor;

  private ClassFiles(Visitor visitor) {
    this.visitor = visitor;
  }

  /** Receives the class files one after another. */
  interface Visitor {
    /** Returns whether to continue. Called once for each file and directory of any name. */
    boolean next();

    /**
     * Receives a class file.
     *
     * @throws IOException when the bytes are no class file
     */
    void visit(byte[] bytes) throws IOException;

    /** Called for each class file that cannot be read, before or after the visit fails. */
    void skipped(String file);
  }

  /** Passes the class files of the application to the visitor until the visitor stops. */
  static void visit(ServletContext context, ClassLoader loader, Visitor visitor)
      throws IOException {
    ClassFiles files = new ClassFiles(visitor);
    if (ofApplication(context)) {
      files.visitFolder(context, WEB_INF_CLASSES);
    } else {
      files.visitRoots(loader);
    }
  }

  /** Returns whether the application has class files apart from the class path. */
  static boolean ofApplication(ServletContext context) {
    return !paths(context, WEB_INF_CLASSES).isEmpty();
  }

  private static Set<String> paths(ServletContext context, String folder) {
    Set<String> paths = context.getResourcePaths(folder);
    return paths == null ? Set.of() : paths;
  }

  /** Returns whether to continue. */
  private boolean visitFolder(ServletContext context, String folder) {
    for (String path : paths(context, folder)) {
      if (!visitor.next()) {
        return false;
      }
      if (path.endsWith("/")) {
        if (!visitFolder(context, path)) {
          return false;
        }
      } else if (path.endsWith(SUFFIX)) {
        visit(path, () -> context.getResourceAsStream(path));
      }
    }
    return true;
  }

  /** Opens a class file. Returns {@code null} if the file does not exist. */
  private interface Opening {
    @Nullable InputStream open() throws IOException;
  }

  private void visit(String file, Opening opening) {
    visit(visitor, file, opening);
  }

  /** Passes one file to the visitor. A damaged file does not end the search. */
  private static void visit(Visitor visitor, String file, Opening opening) {
    try (InputStream stream = opening.open()) {
      if (stream != null) {
        visitor.visit(stream.readAllBytes());
      }
    } catch (IOException e) {
      visitor.skipped(file);
    }
  }

  private void visitRoots(ClassLoader loader) throws IOException {
    for (URL root : Collections.list(loader.getResources(""))) {
      if (root.getProtocol().equals("file")) {
        visitDirectory(root);
      } else if (root.getProtocol().equals("jar") && !root.getPath().endsWith(".jar!/")) {
        visitJar(root.openConnection()); // an executable jar, no library
      }
    }
  }

  private void visitDirectory(URL root) throws IOException {
    try {
      visitDirectory(Path.of(root.toURI()), visitor);
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** Passes the class files below a directory to the visitor until the visitor stops. */
  static void visitDirectory(Path root, Visitor visitor) throws IOException {
    Files.walkFileTree(root, new Walk(visitor));
  }

  /**
   * Walks through a directory. Skips unreadable files, because the application cannot load them
   * either.
   */
  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Visitor visitor;

    Walk(Visitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return visitor.next() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!visitor.next()) {
        return FileVisitResult.TERMINATE;
      }
      if (file.toString().endsWith(SUFFIX) && Files.isReadable(file)) {
        ClassFiles.visit(visitor, file.toString(), () -> Files.newInputStream(file));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }

  /** Passes the class files of an executable jar's application folder to the visitor. */
  private void visitJar(URLConnection connection) throws IOException {
    if (!(connection instanceof JarURLConnection jar)) {
      return;
    }
    String folder = jar.getEntryName() == null ? "" : jar.getEntryName();
    JarFile file = jar.getJarFile();
    for (JarEntry entry : Collections.list(file.entries())) {
      if (!visitor.next()) {
        return;
      }
      if (entry.getName().startsWith(folder) && entry.getName().endsWith(SUFFIX)) {
        visit(entry.getName(), () -> file.getInputStream(entry));
      }
    }
  }
}
