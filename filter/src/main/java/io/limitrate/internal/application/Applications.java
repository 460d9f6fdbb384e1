package io.limitrate.internal.application;

import io.limitrate.config.Configuration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The deployments and limiters of this JVM's applications, by class loader. Thread-safe. */
final class Applications {
  private static final Map<ClassLoader, Deployment> DEPLOYMENTS = new ConcurrentHashMap<>();
  private static final Map<ClassLoader, Start> STARTS = new ConcurrentHashMap<>();

  /** Applications that their container has ended and not announced again. */
  private static final Set<ClassLoader> ENDED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private Applications() {}

  /** The application that the thread works for. */
  static ClassLoader ofThread() {
    return application(ClassLoaders.ofThread());
  }

  /**
   * The application that the code belongs to: the thread's, unless the thread belongs to a parent
   * that does not see the code, as a thread of the JVM's common pool does.
   */
  static ClassLoader of(Class<?> code) {
    ClassLoader thread = ClassLoaders.ofThread();
    ClassLoader own = code.getClassLoader();
    if (own == null || own == thread) {
      return application(thread);
    }
    boolean preferOwn =
        isKnown(thread) == isKnown(own) ? ClassLoaders.isAncestor(thread, own) : isKnown(own);
    return application(preferOwn ? own : thread);
  }

  /**
   * The application that a class loader belongs to. A program that embeds its container has two
   * class loaders or more: its own, and a child of it for the web application, which only the
   * threads of the container have. So a class loader that is not known itself stands for its
   * nearest parent that is known, or for its one descendant that is.
   */
  private static ClassLoader application(ClassLoader loader) {
    if (isKnown(loader) || ENDED.contains(loader)) {
      return loader;
    }
    ClassLoader relative = ClassLoaders.ancestor(loader, Applications::isKnown);
    if (relative == null) {
      Set<ClassLoader> known = new HashSet<>(STARTS.keySet());
      known.addAll(DEPLOYMENTS.keySet());
      relative = ClassLoaders.onlyDescendant(loader, known);
    }
    return relative == null ? loader : relative;
  }

  private static boolean isKnown(ClassLoader application) {
    return STARTS.containsKey(application) || DEPLOYMENTS.containsKey(application);
  }

  /**
   * Makes a deployment known, unless the limiter of another one serves its class loader. Called
   * with the class loader of the application.
   */
  static void register(Deployment deployment) {
    ClassLoader application = ClassLoaders.ofThread();
    ENDED.remove(application);
    Deployment first = DEPLOYMENTS.get(application);
    Deployment served =
        DEPLOYMENTS.merge(
            application,
            deployment,
            (known, added) -> STARTS.containsKey(application) ? known : added);
    if (first == null) {
      earlier(application).ifPresent(other -> Announcement.early(deployment, other));
    } else if (!first.equals(deployment)) {
      Announcement.shared(first, deployment, served);
    }
  }

  /** The limiter that code of a parent has started without installing one. */
  private static Optional<Application> earlier(ClassLoader application) {
    return Optional.ofNullable(ClassLoaders.ancestor(application, STARTS::containsKey))
        .map(Applications::find)
        .filter(limitrate -> limitrate.starter().isPresent());
  }

  /**
   * Whether a program that embeds its container has asked for a limiter, or asks just now, before
   * any of its web applications existed.
   */
  static boolean isEarly() {
    ClassLoader application = ofThread();
    return application != ClassLoaders.ofThread()
        && STARTS.containsKey(application)
        && !DEPLOYMENTS.containsKey(application);
  }

  static @Nullable Deployment deployment() {
    return DEPLOYMENTS.get(ofThread());
  }

  static @Nullable Application find(ClassLoader application) {
    Start start = STARTS.get(application);
    return start == null ? null : start.limitrate();
  }

  /** The limiter of the thread's application, started from the deployment if there is none. */
  static Application findOrStart(Deployment deployment) {
    ClassLoader application = application(deployment);
    boolean started = STARTS.containsKey(application);
    boolean ended = !started && ENDED.remove(application);
    Deployment before = DEPLOYMENTS.get(application);
    if (!started || before == null) {
      DEPLOYMENTS.put(application, deployment);
    }
    try {
      return findOrStart(application);
    } catch (RuntimeException | Error e) {
      DEPLOYMENTS.compute(application, (known, failed) -> before);
      if (ended) {
        ENDED.add(application);
      }
      throw e;
    }
  }

  /**
   * The application that a deployment belongs to. A limiter that was started for one deployment is
   * not that of another one with a class loader of its own; a limiter that a program has installed
   * is that of all its deployments.
   */
  private static ClassLoader application(Deployment deployment) {
    ClassLoader application = ofThread();
    Deployment known = DEPLOYMENTS.get(application);
    boolean taken = known != null && !known.equals(deployment) && !isInstalled(application);
    return taken ? ClassLoaders.ofThread() : application;
  }

  private static boolean isInstalled(ClassLoader application) {
    Application limitrate = find(application);
    return limitrate != null && limitrate.starter().isEmpty();
  }

  /** The limiter of the application, started from its configuration if there is none. */
  static Application findOrStart(ClassLoader application) {
    Application known = find(application);
    return known != null ? known : startOnce(application);
  }

  private static Application startOnce(ClassLoader application) {
    Start mine = new Start();
    Start other = STARTS.putIfAbsent(application, mine);
    Application started = other == null ? start(application, mine) : other.await();
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
  private static Application start(ClassLoader application, Start start) {
    return ClassLoaders.on(
        application,
        () -> {
          Application started =
              start.run(() -> start(application), () -> STARTS.remove(application, start));
          Announcement.started(started);
          return started;
        });
  }

  private static Application start(ClassLoader application) {
    if (ENDED.contains(application)) {
      throw ended();
    }
    Deployment deployment = DEPLOYMENTS.get(application);
    Configuration configuration =
        deployment == null ? Bootstrap.classPath(application) : deployment.read();
    return Application.startUnasked(configuration);
  }

  /** Returns the application's limiter if it has another one already, else this. */
  static Application putIfAbsent(Application limitrate) {
    ClassLoader application = ofThread();
    Start other = STARTS.putIfAbsent(application, Start.of(limitrate));
    if (other == null) {
      Announcement.started(limitrate);
      return limitrate;
    }
    try {
      return other.await();
    } catch (RuntimeException | Error e) {
      if (STARTS.get(application) == other) {
        throw e;
      }
      // The other start has failed, and left the place.
      return putIfAbsent(limitrate);
    }
  }

  static void remove(Application limitrate) {
    STARTS.values().removeIf(start -> start.limitrate() == limitrate);
  }

  /**
   * Forgets a deployment, and closes the limiter that was started for it. Another deployment that
   * has the same class loader keeps its limiter. No limiter is started for the application from now
   * on, because nothing would close it, until a deployment of it is known again.
   */
  static void end(Deployment deployment) {
    ClassLoader application = ClassLoaders.ofThread();
    Deployment known = DEPLOYMENTS.get(application);
    if (known == null || known.equals(deployment)) {
      ENDED.add(application);
      end(application);
    }
  }

  /** Forgets the application of a limiter, and closes the limiter if it was started for it. */
  static void end(Application limitrate) {
    STARTS.forEach(
        (application, start) -> {
          if (start.limitrate() == limitrate) {
            end(application);
          }
        });
  }

  private static void end(ClassLoader application) {
    DEPLOYMENTS.remove(application);
    Application limitrate = find(application);
    if (limitrate != null && limitrate.starter().isPresent()) {
      limitrate.close();
    }
  }
}
