package io.limitrate.jaxrs.unenforced;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.annotation.LoginUsername;
import io.limitrate.annotation.RateLimited;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Types of an application that are not woven. */
public final class Unenforced {
  private Unenforced() {}

  /** Has a limit as a meta-annotation. */
  @RateLimited("1/1m")
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Cheap {}

  /** Has a limit as a meta-annotation of a meta-annotation. */
  @Cheap
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Cheaper {}

  /** A class that resources call, without any enforcement. */
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

  /** A class with an annotation for all methods. */
  @Cheap
  public static class Whole {
    public String shared() {
      return "shared";
    }
  }

  /** An interface that lambdas implement. */
  public interface Task {
    @RateLimited("1/1m")
    void run();
  }

  /** A resource that the feature limits. */
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

  /** The annotated interface of a resource. */
  @Path("contract")
  public interface Contract {
    @GET
    String get();
  }

  /** A resource that the feature limits because of the interface. */
  public static class Implementation implements Contract {
    @Override
    @RateLimited("1/1m")
    public String get() {
      return "got";
    }
  }
}
