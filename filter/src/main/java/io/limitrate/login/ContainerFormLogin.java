package io.limitrate.login;

/** Rejects paths of the form login that a container handles itself, before any filter. */
final class ContainerFormLogin {
  private static final String PATH = "/j_security_check";

  private ContainerFormLogin() {}

  static void reject(String path) {
    if (path.endsWith(PATH) || path.endsWith(PATH + "/*")) {
      throw new IllegalArgumentException(
          "path \""
              + path
              + "\": most containers check j_security_check before any filter sees it, so it cannot"
              + " be guarded; use a form that posts to a path of the application, and there call"
              + " request.login()");
    }
  }
}
