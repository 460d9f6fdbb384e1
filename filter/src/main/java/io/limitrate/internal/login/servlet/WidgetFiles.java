package io.limitrate.internal.login.servlet;

import io.limitrate.internal.login.challenge.ChallengeAssets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves the files of the built-in challenge widget from this jar. */
final class WidgetFiles {
  /** The path of the files within the application. */
  static final String PATH = "/.limitrate/";

  private static final String CACHE = "public, max-age=86400";

  private WidgetFiles() {}

  /** Answers a request for one of the files; returns false for any other request. */
  static boolean serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = path(request);
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    ChallengeAssets.Asset asset =
        reads && path.startsWith(PATH) ? ChallengeAssets.find(path.substring(PATH.length())) : null;
    if (asset == null) {
      return false;
    }
    response.setHeader("Cache-Control", CACHE);
    response.setHeader("ETag", asset.etag());
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (asset.etag().equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    } else {
      write(asset, request, response);
    }
    return true;
  }

  private static void write(
      ChallengeAssets.Asset asset, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] bytes = asset.bytes();
    response.setContentType(asset.contentType());
    response.setContentLength(bytes.length);
    if (request.getMethod().equals("GET")) {
      response.getOutputStream().write(bytes);
    }
  }

  /** Returns the path of a request within the application. */
  static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return info == null ? request.getServletPath() : request.getServletPath() + info;
  }
}
