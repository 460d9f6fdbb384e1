package io.limitrate.internal.application;

import io.limitrate.internal.concurrent.ContextClassLoader;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds the deployments and limiters of all applications by class loader. Thread-safe. */
final class Applications {
  private static final Map<ClassLoader, Deployment> DEPLOYMENTS = new ConcurrentHashMap<>();
  private static final Map<ClassLoader, LimiterStart> STARTS = new ConcurrentHashMap<>();

  /** Applications that their container has ended and has not started again. */
  private static final Set<ClassLoader> ENDED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private Applications() {}

  /** Returns the class loader of the application that the thread works for. */
  static ClassLoader ofThread() {
    return loaderOf(ClassLoaders.ofThread());
  }

  /**
   * Returns the class loader of the application that the code belongs to. This is the thread's
   * application, unless the thread belongs to a parent class loader that does not see the code, as
   * a thread of the JVM's common pool does.
   */
  static ClassLoader of(Class<?> code) {
    ClassLoader thread = ClassLoaders.ofThread();
    ClassLoader own = code.getClassLoader();
    if (own == null || own == thread) {
      return loaderOf(thread);
    }
    boolean preferOwn =
        isKnown(thread) == isKnown(own) ? ClassLoaders.isAncestor(thread, own) : isKnown(own);
    return loaderOf(preferOwn ? own : thread);
  }

  /**
   * Returns the class loader that identifies the application of a class loader. A program that
   * embeds its container has at least two class loaders: its own, and a child for the web
   * application, which only threads of the container have. So an unknown class loader belongs to
   * the application of its nearest known parent, or else of its only known descendant.
   */
  private static ClassLoader loaderOf(ClassLoader loader) {
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

  private static boolean isKnown(ClassLoader loader) {
    return STARTS.containsKey(loader) || DEPLOYMENTS.containsKey(loader);
  }

  /**
   * Registers a deployment, unless the limiter of another deployment serves its class loader. The
   * caller's thread has the context class loader of the application.
   */
  static void register(Deployment deployment) {
    ClassLoader loader = ClassLoaders.ofThread();
    ENDED.remove(loader);
    Deployment first = DEPLOYMENTS.get(loader);
    Deployment served =
        DEPLOYMENTS.merge(
            loader, deployment, (known, added) -> STARTS.containsKey(loader) ? known : added);
    if (first == null) {
      earlier(loader).ifPresent(other -> StartupLog.early(deployment, other));
    } else if (!first.equals(deployment)) {
      StartupLog.shared(first, deployment, served);
    }
  }

  /** Returns the limiter that code of a parent class loader has started by asking for it. */
  private static Optional<ApplicationRuntime> earlier(ClassLoader loader) {
    return Optional.ofNullable(ClassLoaders.ancestor(loader, STARTS::containsKey))
        .map(Applications::find)
        .filter(runtime -> runtime.starter().isPresent());
  }

  /**
   * Returns whether an embedding program asked for a limiter before its web applications existed.
   */
  static boolean isEarly() {
    ClassLoader loader = ofThread();
    return loader != ClassLoaders.ofThread()
        && STARTS.containsKey(loader)
        && !DEPLOYMENTS.containsKey(loader);
  }

  static @Nullable Deployment deployment() {
    return DEPLOYMENTS.get(ofThread());
  }

  static @Nullable ApplicationRuntime find(ClassLoader loader) {
    LimiterStart start = STARTS.get(loader);
    return start == null ? null : start.runtime();
  }

  /**
   * Returns the limiter of a deployment, and starts it from the deployment if there is none. Does
   * not register a deployment that uses an installed limiter, because nothing would remove it.
   */
  static ApplicationRuntime findOrStart(Deployment deployment) {
    ClassLoader loader = loaderOf(deployment);
    boolean started = STARTS.containsKey(loader);
    boolean ended = !started && ENDED.remove(loader);
    Deployment before = DEPLOYMENTS.get(loader);
    if (!isInstalled(loader) && (!started || before == null)) {
      DEPLOYMENTS.put(loader, deployment);
    }
    try {
      return findOrStart(loader);
    } catch (RuntimeException | Error e) {
      DEPLOYMENTS.compute(loader, (known, failed) -> before);
      if (ended) {
        ENDED.add(loader);
      }
      throw e;
    }
  }

  /**
   * Returns the class loader that identifies the application of a deployment. A limiter that was
   * started for one deployment does not serve another deployment with its own class loader. A
   * limiter that a program has installed serves all deployments of the program.
   */
  private static ClassLoader loaderOf(Deployment deployment) {
    ClassLoader loader = ofThread();
    Deployment known = DEPLOYMENTS.get(loader);
    boolean taken = known != null && !known.equals(deployment) && !isInstalled(loader);
    return taken ? ClassLoaders.ofThread() : loader;
  }

  private static boolean isInstalled(ClassLoader loader) {
    ApplicationRuntime runtime = find(loader);
    return runtime != null && runtime.starter().isEmpty();
  }

  /** Returns the limiter of an application, and starts it from its configuration if necessary. */
  static ApplicationRuntime findOrStart(ClassLoader loader) {
    ApplicationRuntime known = find(loader);
    return known != null ? known : startOnce(loader);
  }

  private static ApplicationRuntime startOnce(ClassLoader loader) {
    LimiterStart mine = new LimiterStart();
    LimiterStart other = STARTS.putIfAbsent(loader, mine);
    ApplicationRuntime started = other == null ? start(loader, mine) : other.await();
    if (ENDED.contains(loader) && started.starter().isPresent()) {
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

  /** Starts with the application's context class loader, so that its classes are found. */
  private static ApplicationRuntime start(ClassLoader loader, LimiterStart start) {
    return ContextClassLoader.call(
        loader,
        () -> {
          ApplicationRuntime started =
              start.run(() -> start(loader), () -> STARTS.remove(loader, start));
          StartupLog.started(started);
          return started;
        });
  }

  private static ApplicationRuntime start(ClassLoader loader) {
    if (ENDED.contains(loader)) {
      throw ended();
    }
    Deployment deployment = DEPLOYMENTS.get(loader);
    return ApplicationRuntime.startUnasked(
        deployment == null ? new PlainSource(loader) : deployment);
  }

  /** Installs a limiter unless the application has another one; returns the installed limiter. */
  static ApplicationRuntime putIfAbsent(ApplicationRuntime runtime) {
    ClassLoader loader = ofThread();
    LimiterStart other = STARTS.putIfAbsent(loader, LimiterStart.of(runtime));
    if (other == null) {
      StartupLog.started(runtime);
      return runtime;
    }
    try {
      return other.await();
    } catch (RuntimeException | Error e) {
      if (STARTS.get(loader) == other) {
        throw e;
      }
      // The other start has failed and was removed.
      return putIfAbsent(runtime);
    }
  }

  static void remove(ApplicationRuntime runtime) {
    STARTS.values().removeIf(start -> start.runtime() == runtime);
  }

  /**
   * Removes a deployment, and closes the limiter that was started for it. Another deployment with
   * the same class loader keeps its limiter. No limiter starts for the application until a
   * deployment is registered again, because nothing would close that limiter.
   */
  static void end(Deployment deployment) {
    ClassLoader loader = ClassLoaders.ofThread();
    Deployment known = DEPLOYMENTS.get(loader);
    if (known == null || known.equals(deployment)) {
      ENDED.add(loader);
      end(loader);
    }
  }

  /** Removes the deployments of a limiter, and closes the limiter unless code has installed it. */
  static void end(ApplicationRuntime runtime) {
    STARTS.forEach(
        (loader, start) -> {
          if (start.runtime() == runtime) {
            end(loader);
          }
        });
  }

  private static void end(ClassLoader loader) {
    DEPLOYMENTS.remove(loader);
    ApplicationRuntime runtime = find(loader);
    if (runtime != null && runtime.starter().isPresent()) {
      runtime.close();
    }
  }
}
