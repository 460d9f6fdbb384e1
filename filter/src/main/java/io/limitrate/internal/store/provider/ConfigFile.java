package io.limitrate.internal.store.provider;

import io.limitrate.spi.StoreProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A provider's own configuration: a file, or a resource for {@code classpath:}. Immutable. */
record ConfigFile(String location, URL url) {
  private static final String CLASS_PATH = "classpath:";

  static ConfigFile of(StoreProvider.Context context) {
    return of(context.settings().getOrDefault(BuiltInProvider.CONFIG, ""));
  }

  /**
   * Finds the configuration.
   *
   * @throws IllegalArgumentException when the file or resource is missing or unreadable
   */
  static ConfigFile of(String location) {
    URL url =
        location.startsWith(CLASS_PATH)
            ? resource(location.substring(CLASS_PATH.length()))
            : file(location);
    if (url == null) {
      throw new IllegalArgumentException(
          "config \""
              + location
              + "\": must be a file that can be read, or classpath: and the name of a resource");
    }
    return new ConfigFile(location, url);
  }

  private static @Nullable URL resource(String name) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    URL found = context == null ? null : context.getResource(name);
    return found != null ? found : ConfigFile.class.getResource("/" + name);
  }

  private static @Nullable URL file(String name) {
    try {
      Path path = Path.of(name);
      return Files.isReadable(path) && Files.isRegularFile(path) ? path.toUri().toURL() : null;
    } catch (InvalidPathException | MalformedURLException e) {
      return null;
    }
  }

  /** Returns the file if its name ends with one of these texts, else {@code null}. */
  @Nullable File named(String... ends) {
    boolean named = Arrays.stream(ends).anyMatch(url.getPath()::endsWith);
    return named && url.getProtocol().equals("file")
        ? Path.of(URI.create(url.toString())).toFile()
        : null;
  }

  InputStream open() {
    try {
      return url.openStream();
    } catch (IOException e) {
      throw bad(e);
    }
  }

  /** Returns whether the configuration is XML; otherwise it is YAML. */
  boolean isXml() {
    try (InputStream in = url.openStream()) {
      return new String(in.readNBytes(1_024), StandardCharsets.UTF_8)
          .stripLeading()
          .startsWith("<");
    } catch (IOException e) {
      throw bad(e);
    }
  }

  /** Returns an exception with the provider's message. */
  IllegalArgumentException bad(Throwable cause) {
    return bad(String.valueOf(cause.getMessage()), cause);
  }

  /** Returns an exception with a reason. */
  IllegalArgumentException bad(String reason, Throwable cause) {
    return new IllegalArgumentException("config \"" + location + "\": " + reason, cause);
  }
}
