package io.limitrate.internal.aspect;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.annotation.LoginUsername;
import io.limitrate.annotation.RateLimitExempt;
import io.limitrate.annotation.RateLimited;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Annotations of an application with Limitrate's annotations as meta-annotations, and woven classes
 * that have them.
 */
final class MetaAnnotated {
  private MetaAnnotated() {}

  @RateLimited("2/1m")
  @Retention(RetentionPolicy.RUNTIME)
  @interface Cheap {}

  @RateLimited("9/1m")
  @RateLimited("2/1h")
  @Retention(RetentionPolicy.RUNTIME)
  @interface Several {}

  @RateLimited("2/1m")
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @interface Stereotype {}

  @RateLimitExempt
  @Retention(RetentionPolicy.RUNTIME)
  @interface Free {}

  @LoginProtected
  @Retention(RetentionPolicy.RUNTIME)
  @interface Login {}

  static class Methods {
    @Cheap
    String cheap() {
      return "cheap";
    }

    @Cheap
    String other() {
      return "other";
    }

    @Several
    String several() {
      return "several";
    }

    @Login
    public boolean login(@LoginUsername String name, String password) {
      return password.equals("right");
    }

    String unlimited() {
      return "unlimited";
    }
  }

  @Stereotype
  static class Whole {
    public String shared() {
      return "shared";
    }

    @Free
    public String free() {
      return "free";
    }
  }

  static class Part extends Whole {
    public String own() {
      return "own";
    }
  }
}
