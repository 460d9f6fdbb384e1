package io.limitrate.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Policy;
import io.limitrate.annotation.RateLimitCost;
import io.limitrate.annotation.RateLimitKey;
import io.limitrate.annotation.RateLimited;
import io.limitrate.config.Configuration;
import io.limitrate.internal.jaxrs.Products;
import io.limitrate.internal.jaxrs.RestApplication;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateLimitFeatureTest {
  private static final Configuration DEFAULTS = Configuration.builder().build();

  private RestApplication application;

  @BeforeEach
  void open() throws Exception {
    application =
        RestApplication.of(
            DEFAULTS, Products.class, Products.OrderReader.class, Products.Implementation.class);
  }

  @AfterEach
  void close() throws Exception {
    application.close();
  }

  @Test
  void rejectsTheThirdOfTwoRequests() {
    assertThat(application.statuses(3, "/products")).containsExactly(200, 200, 429);
  }

  @Test
  void tellsEveryClientWhereItStands() {
    HttpResponse<String> admitted = application.get("/products");

    assertThat(admitted.headers().map())
        .containsEntry("x-ratelimit-limit", List.of("2"))
        .containsEntry("x-ratelimit-remaining", List.of("1"))
        .containsEntry("x-ratelimit-reset", List.of("1767225630"));
  }

  @Test
  void rejectionIsAProblemWithRetryAfter() {
    application.statuses(2, "/products");

    HttpResponse<String> rejected = application.get("/products");

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.headers().firstValue("Retry-After")).contains("30");
    assertThat(rejected.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(rejected.headers().firstValue("X-RateLimit-Remaining")).contains("0");
    assertThat(rejected.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(rejected.body())
        .contains("\"violated-policies\":[\"io.limitrate.internal.jaxrs.Products.list\"]");
  }

  @Test
  void rejectionIsAPageForABrowser() {
    application.statuses(2, "/products");

    HttpResponse<String> rejected = application.get("/products", "Accept", "text/html,*/*;q=0.8");

    assertThat(rejected.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(rejected.headers().firstValue("Content-Security-Policy"))
        .contains("frame-ancestors 'self'");
    assertThat(rejected.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(rejected.body()).contains("<html");
  }

  @Test
  void otherMethodsAreNotTouched() {
    assertThat(application.statuses(5, "/products/free")).containsOnly(200);
    assertThat(application.get("/products/free").headers().map())
        .doesNotContainKey("x-ratelimit-limit");
  }

  @Test
  void countsANumberAsOneHoweverItIsWritten() {
    assertThat(application.get("/products/7").statusCode()).isEqualTo(200);
    assertThat(application.get("/products/007").statusCode()).isEqualTo(429);
    assertThat(application.get("/products/8").statusCode()).isEqualTo(200);
  }

  @Test
  void leavesAnswersToBadArgumentsToTheRuntime() {
    assertThat(application.get("/products/seven").statusCode()).isEqualTo(404);
  }

  @Test
  void takesTheMarkedCostOrItsDefault() {
    assertThat(application.get("/products/search/units?units=7").statusCode()).isEqualTo(200);
    assertThat(application.get("/products/search/units").statusCode()).isEqualTo(429);
    assertThat(application.get("/products/search/units?units=3").statusCode()).isEqualTo(200);
  }

  @Test
  void negativeCostIsABadRequest() {
    assertThat(application.get("/products/search/units?units=-7").statusCode()).isEqualTo(400);
  }

  @Test
  void noWaitHelpsWhoAsksForMoreThanThereEverIs() {
    HttpResponse<String> rejected = application.get("/products/search/units?units=11");

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.headers().map()).doesNotContainKey("retry-after");
  }

  @Test
  void keyHasTheVariablesOfThePath() {
    assertThat(application.statuses(2, "/products/shelf/a")).containsExactly(200, 429);
    assertThat(application.statuses(2, "/products/shelf/b")).containsExactly(200, 429);
  }

  @Test
  void rejectsBeforeTheEntityIsRead() {
    Products.ENTITIES.set(0);

    assertThat(application.post("/products", "first").body()).isEqualTo("first");
    assertThat(application.post("/products", "second").statusCode()).isEqualTo(429);

    assertThat(Products.ENTITIES).hasValue(1);
  }

  @Test
  void annotationsOfAnInterfaceCount() {
    assertThat(application.statuses(2, "/contract")).containsExactly(200, 429);
  }

  @Test
  void exemptMethodIsNotLimited() {
    assertThat(application.statuses(3, "/contract/exempt")).containsOnly(200);
  }

  @Test
  void methodsOfSubResourcesAreLimited() {
    assertThat(application.statuses(2, "/products/parts")).containsExactly(200, 429);
  }

  @Test
  void suspendedRequestIsChargedOnce() {
    assertThat(application.statuses(3, "/products/later")).containsExactly(200, 200, 429);
  }

  @Test
  void stageIsChargedOnce() {
    assertThat(application.statuses(3, "/products/stage")).containsExactly(200, 200, 429);
  }

  @Test
  void streamOfEventsIsChargedOnce() {
    assertThat(application.get("/products/events").body()).contains("data: one", "data: two");
    assertThat(application.get("/products/events").statusCode()).isEqualTo(429);
  }

  @Test
  void headRequestsCountAsWhatTheyStandFor() {
    application.head("/products/parts");

    assertThat(application.get("/products/parts").statusCode()).isEqualTo(429);
  }

  @Test
  void behindTheFilterItIsChargedOnceAndTheFilterTellsTheTightest() throws Exception {
    close();
    Policy wide = Policy.builder("wide").key("ip").quotas("100/1m").build();
    application =
        RestApplication.filtered(Configuration.builder().limit("/*", wide).build(), Products.class);

    HttpResponse<String> admitted = application.get("/products");

    assertThat(admitted.headers().allValues("X-RateLimit-Limit")).containsExactly("2");
    assertThat(application.statuses(2, "/products")).containsExactly(200, 429);
    assertThat(application.get("/products/free").headers().firstValue("X-RateLimit-Remaining"))
        .contains("96");
  }

  @Test
  void policyOfARuleAndOfAnAnnotationIsChargedOnce() throws Exception {
    close();
    Policy shared = Policy.builder("nowhere").key("ip").quotas("2/1m").build();
    application =
        RestApplication.filtered(
            Configuration.builder().limit("/wrong", shared).build(), Wrong.class);

    assertThat(application.statuses(3, "/wrong")).containsExactly(200, 200, 429);
  }

  @Test
  void findsItsConfigurationInTheApplication(@TempDir java.nio.file.Path directory)
      throws Exception {
    close();
    Files.createDirectory(directory.resolve("WEB-INF"));
    Files.writeString(
        directory.resolve("WEB-INF/limitrate.yaml"),
        "policies: { nowhere: { key: ip, quotas: 1/1h } }");

    application = RestApplication.in(directory, Wrong.class);

    assertThat(application.statuses(2, "/wrong")).containsExactly(200, 429);
  }

  @Test
  void registeredTwiceItChargesOnce() throws Exception {
    close();
    application = RestApplication.of(DEFAULTS, Products.class, RateLimitFeature.class);

    assertThat(application.statuses(3, "/products")).containsExactly(200, 200, 429);
  }

  @Test
  void annotatedLocatorThatIsNotWovenIsSaidInTheLog() throws Exception {
    close();
    List<String> messages = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger(RateLimitFeature.class.getName());
    Handler handler = new Remembering(messages);
    logger.addHandler(handler);
    try {
      application = RestApplication.of(DEFAULTS, Locating.class);
    } finally {
      logger.removeHandler(handler);
    }

    assertThat(messages)
        .singleElement()
        .asString()
        .contains("is a sub-resource locator, which the JAX-RS feature cannot limit");
  }

  @Test
  void outsideOfAServletContainerItLimitsToo() throws Exception {
    ApplicationHandler jersey = new ApplicationHandler(new ResourceConfig(Products.class));

    ContainerResponse first = inProcess(jersey);
    inProcess(jersey);
    ContainerResponse third = inProcess(jersey);

    assertThat(first.getStatus()).isEqualTo(200);
    assertThat(first.getHeaderString("X-RateLimit-Remaining")).isEqualTo("1");
    assertThat(third.getStatus()).isEqualTo(429);
    assertThat(third.getHeaderString("X-RateLimit-Remaining")).isEqualTo("0");
  }

  private static ContainerResponse inProcess(ApplicationHandler jersey) throws Exception {
    URI root = URI.create("http://localhost/");
    return jersey
        .apply(
            new ContainerRequest(
                root,
                root.resolve("products"),
                "GET",
                null,
                new MapPropertiesDelegate(),
                jersey.getConfiguration()))
        .get(10, TimeUnit.SECONDS);
  }

  @Test
  void unreadableArgumentStopsTheDeployment() throws Exception {
    close();

    assertThatThrownBy(() -> application = RestApplication.of(DEFAULTS, Unreadable.class))
        .rootCause()
        .hasMessageContaining("Unreadable.entity: policy")
        .hasMessageContaining("counts by parameter 1")
        .hasMessageContaining("Weave the method");
  }

  @Test
  void wrongAnnotationStopsTheDeployment() throws Exception {
    close();

    assertThatThrownBy(() -> application = RestApplication.of(DEFAULTS, Wrong.class))
        .rootCause()
        .hasMessageContaining("Wrong.get: @RateLimited(policy = \"nowhere\"): is not configured");
  }

  /** Counts by the entity. */
  @Path("unreadable")
  public static class Unreadable {
    @POST
    @RateLimited("1/1m")
    public String entity(
        @FormParam("name") @RateLimitKey("name") String name, @RateLimitCost int n) {
      return name + n;
    }
  }

  /** Has a limit on a locator. */
  @Path("locating")
  public static class Locating {
    @GET
    public String get() {
      return "locating";
    }

    @Path("parts")
    @RateLimited("1/1m")
    public Products.Parts parts() {
      return new Products.Parts();
    }
  }

  /** Records log messages. */
  private static final class Remembering extends Handler {
    private final List<String> messages;

    Remembering(List<String> messages) {
      this.messages = messages;
    }

    @Override
    public void publish(LogRecord entry) {
      messages.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Names a policy that is not configured. */
  @Path("wrong")
  public static class Wrong {
    @GET
    @RateLimited(policy = "nowhere")
    public String get() {
      return "wrong";
    }
  }
}
