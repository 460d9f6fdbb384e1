package io.limitrate.sample.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Why a request failed, as RFC 9457 writes it; Limitrate's own rejections look the same.
 *
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what the client can mend
 */
public record Problem(String title, int status, String detail) {
  /** The media type of RFC 9457. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Answers a servlet's request. */
  public void send(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    response.setContentType(MEDIA_TYPE);
    Json.write(this, response.getOutputStream());
  }
}
