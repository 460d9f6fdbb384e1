package io.limitrate.internal.login.servlet;

import static io.limitrate.internal.login.servlet.InputApp.FORM;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.login.input.SubmittedToken;
import io.limitrate.internal.login.input.SubmittedUsername.Malformed;
import io.limitrate.internal.login.input.SubmittedUsername.Missing;
import io.limitrate.internal.login.input.SubmittedUsername.Username;
import jakarta.servlet.Filter;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An earlier filter has already read the body. */
class LoginInputEarlyReaderTest {
  private final InputApp app = new InputApp();

  @AfterEach
  void close() {
    app.close();
  }

  private void startAfter(Filter early) throws Exception {
    app.web
        .filter(early)
        .servlet(
            "/",
            (request, response) -> {
              response.setCharacterEncoding("UTF-8");
              response.getWriter().write(Arrays.toString(request.getParameterValues("username")));
            });
    app.start();
  }

  private String rawUsername() {
    return app.username() instanceof Username name ? name.raw() : app.username().toString();
  }

  @Test
  void formThatTheContainerHasParsedIsReadFromIt() throws Exception {
    startAfter(
        (request, response, chain) -> {
          request.getParameter("x");
          chain.doFilter(request, response);
        });

    assertThat(app.post("/?x=1", FORM, "username=alice&token=t").body()).isEqualTo("[alice]");
    assertThat(rawUsername()).isEqualTo("alice");
    assertThat(app.token()).isEqualTo(new SubmittedToken.Token("t"));

    app.post("/", FORM, "username=alice&username=bob");
    assertThat(app.username()).isInstanceOf(Malformed.class);

    app.post("/?username=alice", FORM, "username=bob");
    assertThat(app.username()).isInstanceOf(Malformed.class);

    app.post("/?username=alice", FORM, "x=1");
    assertThat(app.username()).isInstanceOf(Malformed.class);

    app.post("/?token=q", FORM, "username=alice&token=t");
    assertThat(app.token()).isEqualTo(new SubmittedToken.Token("t"));
  }

  @Test
  void charsetThatTheApplicationHasSetIsKept() throws Exception {
    startAfter(
        (request, response, chain) -> {
          request.setCharacterEncoding("ISO-8859-1");
          chain.doFilter(request, response);
        });

    assertThat(app.post("/", FORM, "username=%E4").body()).isEqualTo("[ä]");
    assertThat(rawUsername()).isEqualTo("ä");
  }

  @Test
  void bodyThatAnotherFilterReadsHasNoUsername() throws Exception {
    startAfter(
        (request, response, chain) -> {
          request.getReader();
          chain.doFilter(request, response);
        });

    app.post("/", FORM, "username=alice");

    assertThat(app.username()).isInstanceOf(Missing.class);
  }
}
