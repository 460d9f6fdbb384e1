package io.limitrate.internal.jaxrs;

/** Detects whether the servlet API is present. */
public final class ServletPresence {
  private ServletPresence() {}

  /** Returns whether classes that name servlet types can be loaded. */
  public static boolean present() {
    try {
      Class.forName(
          "jakarta.servlet.http.HttpServletRequest", false, ServletPresence.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
