package io.limitrate.internal.declaration;

import io.limitrate.Policy;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.Application;
import java.util.List;
import java.util.stream.Stream;

/** The limit of one annotation. */
sealed interface DeclaredLimit {

  /** Returns the name of the policy. */
  String name();

  /** Returns the policy that the application enforces for the annotation. */
  Policy policy(Application application);

  /**
   * Returns the policy that the annotation declares; empty if the annotation names a configured
   * policy.
   */
  Stream<Policy> declared();

  /** The limit of an annotation with quotas. */
  record Inline(Policy own) implements DeclaredLimit {
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

  /** The limit of an annotation that names a configured policy. */
  record Configured(String place, String name) implements DeclaredLimit {
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
