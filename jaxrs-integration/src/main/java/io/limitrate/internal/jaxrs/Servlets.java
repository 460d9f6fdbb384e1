package io.limitrate.internal.jaxrs;

/** Whether this JAX-RS runtime may be in a servlet container. */
public final class Servlets {
  private Servlets() {}

  /** Whether classes that name servlet types can be loaded. */
  public static boolean present() {
    try {
      Class.forName(
          "jakarta.servlet.http.HttpServletRequest", false, Servlets.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
