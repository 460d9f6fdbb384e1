package io.limitrate.runtime;

import io.limitrate.config.Configuration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The deployments and limiters of this JVM's applications, by class loader. Thread-safe. */
final class Applications {
  private static final Map<ClassLoader, Deployment> DEPLOYMENTS = new ConcurrentHashMap<>();
  private static final Map<ClassLoader, Limitrate> LIMITERS = new ConcurrentHashMap<>();

  /** Applications that their container has ended and not announced again. */
  private static final Set<ClassLoader> ENDED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private Applications() {}

  /** The application that the thread works for. */
  static ClassLoader ofThread() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : Objects.requireNonNull(ClassLoader.getSystemClassLoader());
  }

  /**
   * The application that the code belongs to: the thread's, unless the thread belongs to a parent
   * that does not see the code, as a thread of the JVM's common pool does.
   */
  static ClassLoader of(Class<?> code) {
    ClassLoader thread = ofThread();
    ClassLoader own = code.getClassLoader();
    if (own == null || own == thread) {
      return thread;
    }
    boolean preferOwn = isAncestor(thread, own);
    return isKnown(thread) == isKnown(own) ? (preferOwn ? own : thread) : known(thread, own);
  }

  private static boolean isAncestor(ClassLoader ancestor, ClassLoader loader) {
    ClassLoader parent = loader.getParent();
    while (parent != null && parent != ancestor) {
      parent = parent.getParent();
    }
    return parent != null;
  }

  private static ClassLoader known(ClassLoader one, ClassLoader other) {
    return isKnown(one) ? one : other;
  }

  private static boolean isKnown(ClassLoader application) {
    return LIMITERS.containsKey(application) || DEPLOYMENTS.containsKey(application);
  }

  /** Makes a deployment known, unless the limiter of another one serves its class loader. */
  static void register(Deployment deployment) {
    ENDED.remove(ofThread());
    DEPLOYMENTS.compute(
        ofThread(),
        (application, known) ->
            known != null && LIMITERS.containsKey(application) ? known : deployment);
  }

  static @Nullable Deployment deployment() {
    return DEPLOYMENTS.get(ofThread());
  }

  static @Nullable Limitrate find(ClassLoader application) {
    return LIMITERS.get(application);
  }

  /** The limiter of the thread's application, started from the deployment if there is none. */
  static Limitrate findOrStart(Deployment deployment) {
    ClassLoader application = ofThread();
    if (LIMITERS.containsKey(application)) {
      DEPLOYMENTS.putIfAbsent(application, deployment);
      return findOrStart(application);
    }
    ENDED.remove(application);
    Deployment before = DEPLOYMENTS.put(application, deployment);
    try {
      return findOrStart(application);
    } catch (RuntimeException | Error e) {
      DEPLOYMENTS.compute(application, (known, failed) -> before);
      throw e;
    }
  }

  /** The limiter of the application, started from its configuration if there is none. */
  static Limitrate findOrStart(ClassLoader application) {
    Limitrate known = find(application);
    return known != null ? known : startOnce(application);
  }

  private static Limitrate startOnce(ClassLoader application) {
    Limitrate started = LIMITERS.computeIfAbsent(application, Applications::start);
    if (ENDED.contains(application) && started.starter().isPresent()) {
      started.close();
      throw ended();
    }
    return started;
  }

  private static IllegalStateException ended() {
    return new IllegalStateException(
        "the application has ended, so no limiter is started for it: end the threads and listeners"
            + " that call limited methods before the application ends");
  }

  /** The application's classes are found by the thread's context class loader. */
  private static Limitrate start(ClassLoader application) {
    if (ENDED.contains(application)) {
      throw ended();
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(application);
    try {
      Deployment deployment = DEPLOYMENTS.get(application);
      Configuration configuration =
          deployment == null ? Bootstrap.classPath(application) : deployment.read();
      Limitrate started = Limitrate.startUnasked(configuration);
      Announcement.started(configuration);
      return started;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Returns the application's limiter if it has another one already, else this. */
  static Limitrate putIfAbsent(Limitrate limitrate) {
    Limitrate other = LIMITERS.putIfAbsent(ofThread(), limitrate);
    if (other == null) {
      Announcement.started(limitrate.configuration());
      return limitrate;
    }
    return other;
  }

  static void remove(Limitrate limitrate) {
    LIMITERS.values().remove(limitrate);
  }

  /**
   * Forgets a deployment, and closes the limiter that was started for it. Another deployment that
   * has the same class loader keeps its limiter. No limiter is started for the application from now
   * on, because nothing would close it, until a deployment of it is known again.
   */
  static void end(Deployment deployment) {
    ClassLoader application = ofThread();
    Deployment known = DEPLOYMENTS.get(application);
    if (known == null || known.equals(deployment)) {
      ENDED.add(application);
      end(application);
    }
  }

  /** Forgets the application of a limiter, and closes the limiter if it was started for it. */
  static void end(Limitrate limitrate) {
    LIMITERS.forEach(
        (application, known) -> {
          if (known == limitrate) {
            end(application);
          }
        });
  }

  private static void end(ClassLoader application) {
    DEPLOYMENTS.remove(application);
    Limitrate limitrate = find(application);
    if (limitrate != null && limitrate.starter().isPresent()) {
      limitrate.close();
    }
  }
}
