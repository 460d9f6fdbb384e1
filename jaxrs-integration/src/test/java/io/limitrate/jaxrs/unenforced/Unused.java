package io.limitrate.jaxrs.unenforced;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.annotation.LoginUsername;
import io.limitrate.annotation.RateLimitCost;
import io.limitrate.annotation.RateLimitKey;
import io.limitrate.annotation.RateLimited;

/** Types of an application with annotated parameters. */
public final class Unused {
  private Unused() {}

  /** No limit and no login uses the parameters. */
  public static class Plain {
    public String key(@RateLimitKey("name") String name) {
      return name;
    }

    public int cost(String name, @RateLimitCost int cost) {
      return cost;
    }

    @RateLimited("1/1m")
    public boolean username(@LoginUsername String name) {
      return name.isEmpty();
    }

    @LoginProtected
    public boolean login(@RateLimitKey("name") String name) {
      return name.isEmpty();
    }
  }

  /** An interface whose implementation is limited. */
  public interface Contract {
    String contract(@RateLimitKey("name") String name);

    boolean check(@LoginUsername String name);
  }

  /** Limited. */
  public static class Implementation implements Contract {
    @Override
    @RateLimited("1/1m")
    public String contract(String name) {
      return name;
    }

    @Override
    @LoginProtected
    public boolean check(String name) {
      return name.isEmpty();
    }
  }

  /** Limits its subclasses. */
  @Unenforced.Cheap
  public static class Base {}

  /** Limited by its superclass. */
  public static class Derived extends Base {
    public int derived(@RateLimitCost int cost) {
      return cost;
    }
  }
}
