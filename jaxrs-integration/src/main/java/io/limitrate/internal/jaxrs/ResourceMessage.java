package io.limitrate.internal.jaxrs;

import io.limitrate.internal.login.input.BodyType;
import io.limitrate.internal.login.input.LoginMessage;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The message of a login request. The resource method can read the body again. */
final class ResourceMessage implements LoginMessage {
  private final ContainerRequestContext request;
  private final byte @Nullable [] body;
  private final @Nullable Map<String, String[]> readBefore;

  /**
   * Creates a message.
   *
   * @param readBefore the parameters that the servlet container has read, if the body is a form
   *     that other code has read before
   */
  private ResourceMessage(
      ContainerRequestContext request,
      byte @Nullable [] body,
      @Nullable Map<String, String[]> readBefore) {
    this.request = request;
    this.body = body;
    this.readBefore = readBefore;
  }

  /**
   * Reads the beginning of the body.
   *
   * @throws IOException when the client does not send the announced body
   */
  static ResourceMessage of(ContainerRequestContext request, Parameters parameters)
      throws IOException {
    BodyType type = BodyType.of(request.getHeaderString(HttpHeaders.CONTENT_TYPE));
    if (type == BodyType.OTHER || request.getLength() > LONGEST) {
      return new ResourceMessage(request, null, null);
    }
    InputStream stream = request.getEntityStream();
    byte[] head = stream.readNBytes(LONGEST + 1);
    InputStream again = new ByteArrayInputStream(head);
    request.setEntityStream(head.length > LONGEST ? new SequenceInputStream(again, stream) : again);
    boolean taken = type == BodyType.FORM && head.length == 0;
    return new ResourceMessage(request, head, taken ? parameters.all() : null);
  }

  /** Supplies the container's parameters. */
  @FunctionalInterface
  interface Parameters {
    @Nullable Map<String, String[]> all();
  }

  @Override
  public List<String> headers(String name) {
    @Nullable List<String> values = request.getHeaders().get(name);
    return values == null ? List.of() : values;
  }

  @Override
  public List<String> cookies(String name) {
    return CookieHeaders.values(request, name);
  }

  @Override
  public long contentLength() {
    return request.getLength();
  }

  @Override
  public byte @Nullable [] body() {
    return body;
  }

  @Override
  public boolean hasBody() {
    return request.hasEntity();
  }

  @Override
  public Charset charset() {
    return StandardCharsets.UTF_8;
  }

  /**
   * Returns the fields of the form. Skips the values of the query string, which come first in the
   * container's parameters.
   */
  @Override
  public Map<String, List<String>> parsedForm() {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    if (readBefore != null) {
      readBefore.forEach(
          (name, values) -> {
            List<String> all = List.of(values);
            fields.put(name, all.subList(Math.min(all.size(), inQuery(name)), all.size()));
          });
    }
    return fields;
  }

  @Override
  public Set<String> queryNames() {
    return request.getUriInfo().getQueryParameters().keySet();
  }

  private int inQuery(String name) {
    @Nullable List<String> values = request.getUriInfo().getQueryParameters().get(name);
    return values == null ? 0 : values.size();
  }

  /**
   * Returns the values of a parameter; {@code null} for a form in the entity, which does not
   * contain the query string.
   */
  @Override
  public @Nullable List<String> parameters(String name) {
    if (readBefore == null) {
      return null;
    }
    String[] values = readBefore.get(name);
    return values == null ? List.of() : List.of(values);
  }
}
