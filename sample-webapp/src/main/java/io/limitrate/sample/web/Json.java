package io.limitrate.sample.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes records as JSON with names in snake_case. Rejects bodies over 64 KiB and values
 * of the wrong type. Thread-safe.
 */
public final class Json {
  private static final int LONGEST_BODY = 64 * 1024;
  private static final int DEEPEST = 16;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints()).build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private Json() {}

  private static StreamReadConstraints constraints() {
    return StreamReadConstraints.builder()
        .maxDocumentLength(LONGEST_BODY)
        .maxNestingDepth(DEEPEST)
        .build();
  }

  /**
   * Reads a record. The constructor of the record may reject values by an {@link
   * IllegalArgumentException}.
   *
   * @throws BadJsonException when the body is not such a record; the message is for the client
   * @throws IOException when the body cannot be read
   */
  public static <T extends Record> T read(InputStream body, Class<T> type) throws IOException {
    try {
      @Nullable T value = MAPPER.readValue(body, type);
      if (value == null) {
        throw new BadJsonException("the body must be a JSON object, not null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new BadJsonException(fault(e));
    }
  }

  /** Describes the error without the names of our classes, which Jackson's own messages contain. */
  private static String fault(JsonProcessingException e) {
    if (e instanceof ValueInstantiationException rejected
        && rejected.getCause() instanceof IllegalArgumentException rule) {
      return String.valueOf(rule.getMessage());
    }
    if (e instanceof JsonMappingException mismatch && !mismatch.getPath().isEmpty()) {
      return "the value of " + field(mismatch) + " has the wrong type or is out of range";
    }
    return "the body must be a JSON object of at most " + LONGEST_BODY / 1024 + " KiB";
  }

  private static String field(JsonMappingException mismatch) {
    return mismatch.getPath().stream()
        .map(step -> String.valueOf(step.getFieldName()))
        .collect(Collectors.joining("."));
  }

  /** Writes a record as UTF-8 and does not close the stream. */
  public static void write(Record value, OutputStream body) throws IOException {
    body.write(MAPPER.writeValueAsBytes(value));
  }
}
