package io.limitrate.jaxrs.vain;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.annotation.LoginUsername;
import io.limitrate.annotation.RateLimited;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Types of an application that nothing weaves. */
public final class Vain {
  private Vain() {}

  /** Carries a limit. */
  @RateLimited("1/1m")
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Cheap {}

  /** Carries a limit by another annotation. */
  @Cheap
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Cheaper {}

  /** Called by resources, and limited by nothing. */
  public static class Plain {
    @RateLimited("1/1m")
    public String limited() {
      return "limited";
    }

    @RateLimited("1/1m")
    @RateLimited("1/1h")
    public String several() {
      return "several";
    }

    @Cheaper
    public String carried() {
      return "carried";
    }

    @LoginProtected
    public boolean login(@LoginUsername String name) {
      return name.isEmpty();
    }

    public String unlimited() {
      return "unlimited";
    }
  }

  /** The same for all its methods. */
  @Cheap
  public static class Whole {
    public String shared() {
      return "shared";
    }
  }

  /** Lambdas implement it. */
  public interface Task {
    @RateLimited("1/1m")
    void run();
  }

  /** The feature limits it. */
  @Path("resource")
  public static class Resource {
    @GET
    @RateLimited("1/1m")
    public String get() {
      return hidden();
    }

    @RateLimited("1/1m")
    private String hidden() {
      return "hidden";
    }
  }

  /** What a resource promises. */
  @Path("contract")
  public interface Contract {
    @GET
    String get();
  }

  /** The feature limits it, because of the interface. */
  public static class Implementation implements Contract {
    @Override
    @RateLimited("1/1m")
    public String get() {
      return "got";
    }
  }
}
