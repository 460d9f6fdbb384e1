package io.limitrate.internal.enforcement;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the types of an application that have Limitrate's annotations in the application's class
 * files.
 */
final class AnnotationSearch implements ClassFiles.Visitor {
  private static final int MOST_CLASSES = 20_000;

  /**
   * The maximum number of files, including other files: a root of the class path may be a home
   * directory.
   */
  private static final int MOST_FILES = 100_000;

  private static final long LONGEST_NANOS = 5_000_000_000L;
  private static final int DEEPEST_META_ANNOTATION = 4;
  private static final String ASPECTS = "io/limitrate/aspect/";
  private static final String JAXRS = "jakarta/ws/rs/";

  /**
   * The parameter annotations that only limits use. {@link #OF_LOGINS} holds those that only logins
   * use.
   */
  static final Set<String> OF_LIMITS =
      Set.of("Lio/limitrate/annotation/RateLimitKey;", "Lio/limitrate/annotation/RateLimitCost;");

  static final Set<String> OF_LOGINS = Set.of("Lio/limitrate/annotation/LoginUsername;");

  private final ServletContext context;
  private final ClassLoader loader;
  private final Set<String> limits =
      new HashSet<>(
          Set.of("Lio/limitrate/annotation/RateLimited;", "Lio/limitrate/annotation/RateLimits;"));
  private final Set<String> logins =
      new HashSet<>(Set.of("Lio/limitrate/annotation/LoginProtected;"));
  private final List<AnnotatedType> types = new ArrayList<>();
  private final Map<String, Boolean> resources = new HashMap<>();
  private final long start = System.nanoTime();
  private int files;
  private int classes;
  private final Set<String> skipped = new LinkedHashSet<>();
  private boolean complete = true;

  /** Creates a search. The class loader finds supertypes. */
  AnnotationSearch(ServletContext context, ClassLoader loader) {
    this.context = context;
    this.loader = loader;
  }

  /**
   * Returns the annotated types. Repeats the search while it finds new annotations with Limitrate's
   * annotations as meta-annotations.
   */
  List<AnnotatedType> types() throws IOException {
    for (int depth = 0; depth < DEEPEST_META_ANNOTATION; depth++) {
      types.clear();
      files = 0;
      classes = 0;
      ClassFiles.visit(context, loader, this);
      if (!addMetaAnnotations()) {
        break;
      }
    }
    return List.copyOf(types);
  }

  /** Returns whether the search has finished within its limits. */
  boolean complete() {
    return complete;
  }

  /** Returns the class files that cannot be read. */
  List<String> skipped() {
    return List.copyOf(skipped);
  }

  /** Returns whether an annotation is a limit or has a limit as meta-annotation. */
  boolean limit(Collection<String> annotations) {
    return annotations.stream().anyMatch(limits::contains);
  }

  /** Returns whether an annotation protects a login, directly or by a meta-annotation. */
  boolean login(Collection<String> annotations) {
    return annotations.stream().anyMatch(logins::contains);
  }

  /** Returns whether the type of this name or a supertype refers to JAX-RS. */
  boolean isResource(String type) {
    Boolean known = resources.get(type);
    if (known == null) {
      known = !type.startsWith("java.") && !type.startsWith("jakarta.") && refersToJaxrs(type);
      resources.put(type, known);
    }
    return known;
  }

  private boolean refersToJaxrs(String type) {
    String path = type.replace('.', '/') + ".class";
    try (InputStream stream = loader.getResourceAsStream(path)) {
      byte[] bytes = stream == null ? new byte[0] : stream.readAllBytes();
      return new String(bytes, StandardCharsets.ISO_8859_1).contains(JAXRS)
          || (bytes.length > 0
              && ClassFile.read(bytes).supertypes().stream().anyMatch(this::isResource));
    } catch (IOException e) {
      return true; // no warning about an unreadable file
    }
  }

  @Override
  public boolean next() {
    complete =
        ++files <= MOST_FILES
            && classes < MOST_CLASSES
            && System.nanoTime() - start < LONGEST_NANOS;
    return complete;
  }

  @Override
  public void visit(byte[] bytes) throws IOException {
    classes++;
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (Stream.of(limits, logins, OF_LIMITS, OF_LOGINS)
        .flatMap(Set::stream)
        .anyMatch(text::contains)) {
      ClassFile file = ClassFile.read(bytes);
      types.add(new AnnotatedType(file, text.contains(ASPECTS)));
    }
  }

  @Override
  public void skipped(String file) {
    skipped.add(file);
  }

  private boolean addMetaAnnotations() {
    boolean added = false;
    for (AnnotatedType type : types) {
      ClassFile file = type.file();
      if (file.isAnnotation()) {
        added |= limit(file.annotations()) && limits.add(file.descriptor());
        added |= login(file.annotations()) && logins.add(file.descriptor());
      }
    }
    return added;
  }
}
