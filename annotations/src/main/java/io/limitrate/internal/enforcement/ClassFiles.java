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
    /** Whether to go on; called once for each file and directory, whatever its name. */
    boolean next();

    /**
     * Looks at a class file.
     *
     * @throws IOException if the bytes are no class file
     */
    void visit(byte[] bytes) throws IOException;

    /** Called for each class file that cannot be read, in place of or after the visit. */
    void skipped(String file);
  }

  /** Shows the class files of the application, as long as the visitor goes on. */
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

  /** Returns whether to go on. */
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

  /** Opens a class file; {@code null} if there is none. */
  private interface Opening {
    @Nullable InputStream open() throws IOException;
  }

  private void visit(String file, Opening opening) {
    visit(visitor, file, opening);
  }

  /** One file that is damaged does not end the search. */
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
        visitJar(root.openConnection()); // not a library
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

  /** Shows the class files below a directory, as long as the visitor goes on. */
  static void visitDirectory(Path root, Visitor visitor) throws IOException {
    Files.walkFileTree(root, new Walk(visitor));
  }

  /** Leaves out what cannot be read: the application cannot load it either. */
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

  /** Of an executable jar, the folder with the application's classes. */
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
