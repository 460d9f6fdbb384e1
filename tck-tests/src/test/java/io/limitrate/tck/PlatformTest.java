package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.annotation.RateLimited;
import io.limitrate.tck.JerseyApplication.Filter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.jersey.internal.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that the tests run on Jakarta EE 10 or 11, as their Surefire execution requires. */
class PlatformTest {

  @Test
  void jerseyAndServletAreThoseOfThePlatform() throws Exception {
    try (JerseyApplication application =
        JerseyApplication.withFeature(Filter.ABSENT, Orders.class)) {
      assertThat(application.servletMinor()).isEqualTo(Jetty.ee() - 10);
      assertThat(Version.getVersion()).startsWith(Jetty.ee() - 7 + ".");
    }
  }

  @ParameterizedTest
  @EnumSource
  void featureRejectsBeforeTheEntityIsRead(Filter filter) throws Exception {
    OrderReader.READ.set(0);
    try (JerseyApplication application =
        JerseyApplication.withFeature(filter, Orders.class, OrderReader.class)) {
      HttpResponse<String> taken = application.post("/orders", "id=1");
      HttpResponse<String> rejected = application.post("/orders", "id=2");

      assertThat(taken.body()).isEqualTo("taken");
      assertThat(rejected.statusCode()).isEqualTo(429);
      assertThat(rejected.headers().firstValue("Retry-After")).contains("60");
      assertThat(rejected.headers().firstValue("Content-Type"))
          .contains("application/problem+json");
      assertThat(OrderReader.READ).hasValue(1);
    }
  }

  /** A resource that permits one order a minute. */
  @Path("orders")
  public static class Orders {

    @POST
    @Consumes(MediaType.WILDCARD)
    @RateLimited("1/1m")
    public String order(Order order) {
      return order.text();
    }
  }

  /** The body of an order. */
  record Order(String text) {}

  /** Counts the bodies that it reads. */
  public static class OrderReader implements MessageBodyReader<Order> {
    static final AtomicInteger READ = new AtomicInteger();

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] all, MediaType media) {
      return type == Order.class;
    }

    @Override
    public Order readFrom(
        Class<Order> type,
        Type generic,
        Annotation[] all,
        MediaType media,
        MultivaluedMap<String, String> headers,
        InputStream entity) {
      READ.incrementAndGet();
      return new Order("taken");
    }
  }
}
