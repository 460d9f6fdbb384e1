package io.limitrate.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;

/** A response of the sample. */
record Answer(HttpResponse<String> response) {
  private static final ObjectMapper JSON = new ObjectMapper();

  int status() {
    return response.statusCode();
  }

  boolean rejected() {
    return status() == 429;
  }

  /** Returns the value of the header, or {@code null}. */
  String header(String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  int limit() {
    return Integer.parseInt(header("X-RateLimit-Limit"));
  }

  int remaining() {
    return Integer.parseInt(header("X-RateLimit-Remaining"));
  }

  long reset() {
    return Long.parseLong(header("X-RateLimit-Reset"));
  }

  int retryAfter() {
    return Integer.parseInt(header("Retry-After"));
  }

  JsonNode json() {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  @Override
  public String toString() {
    return response.statusCode() + " " + response.headers().map() + " " + response.body();
  }
}
