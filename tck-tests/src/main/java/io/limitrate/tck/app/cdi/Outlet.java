package io.limitrate.tck.app.cdi;

/** A bean that its stereotype limits. */
@Thrifty
public class Outlet {

  /** Creates the bean. The container calls this constructor. */
  public Outlet() {}

  /** A method that other beans call. */
  public String sell() {
    return "done";
  }
}
