package io.limitrate.internal.declaration;

import io.limitrate.Policy;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.Application;
import java.util.List;
import java.util.stream.Stream;

/** One annotation's limit, before it is known what the application configured. */
sealed interface Limit {

  /** The name of its policy. */
  String name();

  /** The policy that the application enforces for it. */
  Policy policy(Application application);

  /** The policy that the annotation itself declares, if it does. */
  Stream<Policy> declared();

  /** An annotation that says its quotas itself. */
  record Inline(Policy own) implements Limit {
    @Override
    public String name() {
      return own.name();
    }

    @Override
    public Stream<Policy> declared() {
      return Stream.of(own);
    }

    @Override
    public Policy policy(Application application) {
      return application.declare(own);
    }
  }

  /** An annotation that names a configured policy. */
  record Configured(String place, String name) implements Limit {
    @Override
    public Stream<Policy> declared() {
      return Stream.empty();
    }

    @Override
    public Policy policy(Application application) {
      Policy policy = application.configuration().policies().get(name);
      if (policy == null) {
        throw new ConfigurationException(
            List.of(
                place
                    + ": @RateLimited(policy = \""
                    + name
                    + "\"): is not configured, see policies in limitrate.yaml"));
      }
      return policy;
    }
  }
}
