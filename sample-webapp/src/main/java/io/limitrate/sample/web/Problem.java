package io.limitrate.sample.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The reason of a failed request, in the format of RFC 9457. Limitrate's own rejections have the
 * same format.
 *
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what the client can correct
 */
public record Problem(String title, int status, String detail) {
  /** The media type of RFC 9457. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Writes the problem as the response of a servlet. */
  public void send(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    response.setContentType(MEDIA_TYPE);
    Json.write(this, response.getOutputStream());
  }
}
