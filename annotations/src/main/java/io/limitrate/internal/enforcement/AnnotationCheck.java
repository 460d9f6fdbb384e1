package io.limitrate.internal.enforcement;

import io.limitrate.internal.servlet.StartCheck;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Logs once, at the start of an application, which annotations have no effect. The servlet
 * container finds this class as an initializer. In a container that runs no initializers (Spring
 * Boot), the filter and the JAX-RS feature run the check.
 *
 * <p>{@code -Dio.limitrate.annotations.check=false}, or a context-param of that name, switches the
 * check off.
 */
public final class AnnotationCheck implements ServletContainerInitializer, StartCheck {
  private static final System.Logger LOG = System.getLogger(AnnotationCheck.class.getName());
  private static final String SWITCH = "io.limitrate.annotations.check";
  private static final int MOST_PLACES = 10;
  private static final Set<ClassLoader> CLASS_PATHS =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Creates a check. The container or the filter calls this constructor. */
  public AnnotationCheck() {}

  /** Runs the check later, when CDI knows its beans. */
  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    StartCheck.whenStarted(context, this);
  }

  /** Never stops an application: a check that fails is logged. */
  @Override
  public void check(ServletContext context) {
    try {
      ClassLoader loader = loader(context);
      if (!isOff(context) && isFirst(context, loader)) {
        check(context, loader);
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.log(Level.INFO, "The search for annotations without effect failed", e);
    }
  }

  /**
   * Returns whether the check has not run. A class path is checked once for all contexts of a
   * process.
   */
  private static boolean isFirst(ServletContext context, ClassLoader loader) {
    boolean first = context.getAttribute(SWITCH) == null;
    context.setAttribute(SWITCH, "done");
    return first && (ClassFiles.ofApplication(context) || CLASS_PATHS.add(loader));
  }

  private static void check(ServletContext context, ClassLoader loader) throws IOException {
    AnnotationSearch search = new AnnotationSearch(context, loader);
    List<AnnotatedType> types = search.types();
    warn(new UnenforcedAnnotations(loader, search, types).places());
    warnParameters(new UnusedParameters(new Supertypes(loader), search, types).places());
    warnSkipped(search.skipped());
    if (!search.complete()) {
      LOG.log(Level.INFO, "There are too many files to find all annotations without effect");
    }
  }

  private static ClassLoader loader(ServletContext context) {
    @Nullable ClassLoader application = context.getClassLoader();
    return application != null
        ? application
        : Objects.requireNonNull(AnnotationCheck.class.getClassLoader());
  }

  private static boolean isOff(ServletContext context) {
    return "false".equals(System.getProperty(SWITCH, context.getInitParameter(SWITCH)));
  }

  private static void warnSkipped(List<String> files) {
    if (!files.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "These class files are damaged, so annotations in them are not checked: {0}",
          first(files));
    }
  }

  private static String first(List<String> all) {
    String first = String.join(", ", all.subList(0, Math.min(MOST_PLACES, all.size())));
    return all.size() <= MOST_PLACES
        ? first
        : first + " and " + (all.size() - MOST_PLACES) + " more";
  }

  private static void warnParameters(List<String> places) {
    if (!places.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "@RateLimitKey, @RateLimitCost or @LoginUsername has no effect at a parameter of {0}:"
              + " neither the method nor its type, nor a supertype or subtype, has @RateLimited"
              + " (for @LoginUsername: the method has no @LoginProtected). Add that annotation, or"
              + " remove that of the parameter. -D{1}=false switches this check off",
          first(places),
          SWITCH);
    }
  }

  private static void warn(List<String> places) {
    if (!places.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "@RateLimited or @LoginProtected has no effect at {0}: the class file is not woven,"
              + " and neither CDI nor the JAX-RS feature limits it. Either annotate a method of a"
              + " CDI bean or of a JAX-RS resource, or weave the class: by aspectj-maven-plugin"
              + " with limitrate-annotations as its aspect library, or by"
              + " -javaagent:aspectjweaver.jar. Of an interface, annotate the method that"
              + " implements it. Ignore this line where such an agent weaves the class, or where a"
              + " subclass is limited in its place. -D{1}=false switches this check off",
          first(places),
          SWITCH);
    }
  }
}
