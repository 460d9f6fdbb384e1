package io.limitrate.tck.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the request in the ways that the header X-Read lists, in this order. Answers with the
 * result of each way: a text, or the type of an exception.
 */
public final class ReadingServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Creates the servlet. The container calls this constructor. */
  public ReadingServlet() {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String way : request.getHeader("X-Read").split(",")) {
      seen.append(way).append('=').append(read(way, request)).append('\n');
    }
    response.setContentType("text/plain");
    response
        .getOutputStream()
        .write(
            URLEncoder.encode(seen.toString(), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static String read(String way, HttpServletRequest request) {
    try {
      return switch (way) {
        case "parameters" -> parameters(request.getParameterMap());
        case "stream" ->
            new String(request.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        case "reader" -> text(request);
        case "encoding" -> String.valueOf(request.getCharacterEncoding());
        default -> set(way, request);
      };
    } catch (IOException | RuntimeException e) {
      return e.getClass().getName();
    }
  }

  private static String parameters(Map<String, String[]> parameters) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(each -> each.getKey() + Arrays.toString(each.getValue()))
            .collect(Collectors.joining());
  }

  private static String text(HttpServletRequest request) throws IOException {
    StringWriter text = new StringWriter();
    request.getReader().transferTo(text);
    return text.toString();
  }

  private static String set(String encoding, HttpServletRequest request) throws IOException {
    request.setCharacterEncoding(encoding);
    return "";
  }
}
