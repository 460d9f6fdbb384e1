package io.limitrate.tck.app.cdi;

/** Limited by its stereotype. */
@Thrifty
public class Outlet {

  /** For the container. */
  public Outlet() {}

  /** What any bean calls. */
  public String sell() {
    return "done";
  }
}
