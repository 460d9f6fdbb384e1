package io.limitrate.internal.yaml;

import io.limitrate.Call;
import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.path.ContextPath;
import io.limitrate.internal.review.Warnings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads configurations from texts, as an application does from files. */
public final class Reading {
  public static final Configuration DEFAULTS = Configuration.builder().build();

  private Reading() {}

  public static Configuration read(String yaml) {
    return read(yaml, DEFAULTS, Map.of());
  }

  public static Configuration read(
      String yaml, Configuration base, Map<String, String> properties) {
    return read(yaml.getBytes(StandardCharsets.UTF_8), base, properties);
  }

  public static Configuration read(
      byte[] yaml, Configuration base, Map<String, String> properties) {
    return read(yaml, base, new Overrides(properties, new ContextPath("/shop")));
  }

  public static List<String> warnings(Configuration configuration, String contextPath) {
    InstantSource time = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    return Warnings.of(configuration, new ContextPath(contextPath), time);
  }

  public static Configuration read(String yaml, Overrides overrides) {
    return read(yaml.getBytes(StandardCharsets.UTF_8), DEFAULTS, overrides);
  }

  private static Configuration read(byte[] yaml, Configuration base, Overrides overrides) {
    try {
      return ConfigurationReader.read(
          new ByteArrayInputStream(yaml), "limitrate.yaml", base, overrides);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> errors(String yaml) {
    return errors(yaml, Map.of());
  }

  public static List<String> errors(String yaml, Map<String, String> properties) {
    return errors(yaml, DEFAULTS, properties);
  }

  public static List<String> errors(String yaml, Configuration base) {
    return errors(yaml, base, Map.of());
  }

  private static List<String> errors(
      String yaml, Configuration base, Map<String, String> properties) {
    try {
      read(yaml, base, properties);
      return List.of();
    } catch (ConfigurationException e) {
      return e.errors();
    }
  }

  /** Returns the quotas that the policy applies to the call. */
  public static String quotas(Policy policy, Call call) {
    try (StoreLimiter limiter = StoreLimiter.builder(new Permitting()).build()) {
      return limiter.check(call, List.of(policy)).charges().get(0).quotas().toString();
    }
  }

  /** A call that has only these headers, and the same body value at every JSON pointer. */
  public record Request(Map<String, String> headers, @Nullable String json, Set<String> roles)
      implements Call {
    static final Request EMPTY = new Request(Map.of(), null, Set.of());

    static Request ofRole(String role) {
      return new Request(Map.of(), null, Set.of(role));
    }

    static Request ofApiKey(String key) {
      return new Request(Map.of("X-Api-Key", key), null, Set.of());
    }

    static Request ofBody(String json) {
      return new Request(Map.of(), json, Set.of());
    }

    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }

    @Override
    public @Nullable String json(String pointer) {
      return json;
    }

    @Override
    public boolean hasRole(String role) {
      return roles.contains(role);
    }
  }

  private static final class Permitting implements Store {
    @Override
    @SuppressWarnings("unchecked") // the answer to a transition of quotas
    public <A> A apply(Key key, Transition<A> transition) {
      return (A) new Decision.Permitted(transition.quotas().list().get(0), 0, 0);
    }

    @Override
    public void close() {}
  }
}
