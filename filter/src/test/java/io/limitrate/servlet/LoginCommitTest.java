package io.limitrate.servlet;

import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.WRONG;
import static io.limitrate.servlet.LoginApp.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.LogLines;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.login.LoginEvent;
import io.limitrate.login.OutcomeRules;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The status of a success counts before the body commits the response, in each way of committing.
 */
@Timeout(60)
class LoginCommitTest {
  private final LoginApp login = new LoginApp();
  private final LogLines log = LogLines.of(LoginGuard.class);

  @AfterEach
  void close() {
    log.close();
    login.close();
  }

  /** Ways in which a body commits its response before the application returns. */
  enum Way {
    STREAM_FLUSHED {
      @Override
      void answer(HttpServletResponse response) throws IOException {
        response.getOutputStream().write('x');
        response.getOutputStream().flush();
      }
    },
    STREAM_CLOSED {
      @Override
      void answer(HttpServletResponse response) throws IOException {
        response.getOutputStream().print("welcome");
        response.getOutputStream().close();
      }
    },
    WRITER_FLUSHED {
      @Override
      void answer(HttpServletResponse response) throws IOException {
        response.getWriter().println("welcome");
        response.getWriter().flush();
      }
    },
    WRITER_CHECKED {
      @Override
      void answer(HttpServletResponse response) throws IOException {
        PrintWriter writer = response.getWriter();
        writer.append("welcome");
        assertThat(writer.checkError()).isFalse();
      }
    },
    WRITER_CLOSED {
      @Override
      void answer(HttpServletResponse response) throws IOException {
        response.getWriter().printf("welcome %d", 1);
        response.getWriter().close();
      }
    },
    LONGER_THAN_THE_BUFFER {
      @Override
      void answer(HttpServletResponse response) throws IOException {
        for (int i = 0; i < 10_000; i++) {
          response.getOutputStream().write(new byte[100]);
        }
      }
    },
    AS_LONG_AS_ANNOUNCED {
      @Override
      void answer(HttpServletResponse response) throws IOException {
        response.setContentLength(3);
        response.getOutputStream().write(new byte[3]);
      }
    },
    FLUSHED {
      @Override
      void answer(HttpServletResponse response) throws IOException {
        response.flushBuffer();
      }
    };

    abstract void answer(HttpServletResponse response) throws IOException;
  }

  private void start(WebApp.Service right) throws Exception {
    login.start(
        login.configuration(
            LoginApp.settings()
                .outcome(new OutcomeRules(Set.of(401), Set.of(200), List.of(), List.of()))),
        (request, response) -> {
          if (WRONG.equals(request.getParameter("password"))) {
            response.setStatus(401);
          }
          right.serve(request, response);
        });
  }

  @ParameterizedTest
  @EnumSource
  void committedSuccessSetsTheCookie(Way way) throws Exception {
    start((request, response) -> way.answer(response));

    assertThat(LoginApp.cookie(login.login(address(0), "bob", RIGHT))).startsWith("limitrate-");
    assertThat(LoginApp.cookie(login.login(address(0), "bob", WRONG))).isNull();
    assertThat(log.lines()).isEmpty();
  }

  /** A client that has read the answer may send its next attempt at once. */
  @ParameterizedTest
  @EnumSource
  void committedFailureIsCountedBeforeTheClientHasTheAnswer(Way way) throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    start(
        (request, response) -> {
          way.answer(response);
          assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
        });

    HttpRequest attempt = login.attempt(address(0), LoginApp.FORM, LoginApp.form("bob", WRONG));
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient().send(attempt, BodyHandlers.ofInputStream());
    List<LoginEvent> events = List.copyOf(login.events());
    seen.countDown();

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(events).singleElement().isInstanceOf(LoginEvent.LoginFailed.class);
  }

  @Test
  void forwardedSuccessSetsTheCookie() throws Exception {
    login.app().servlet("/welcome", (request, response) -> response.getWriter().write("welcome"));
    start(
        (request, response) -> request.getRequestDispatcher("/welcome").forward(request, response));

    assertThat(LoginApp.cookie(login.login(address(0), "bob", RIGHT))).startsWith("limitrate-");
  }

  @Test
  void statusThatIsSetAfterTheBodyCounts() throws Exception {
    start(
        (request, response) -> {
          response.getWriter().write("no");
          response.setStatus(401);
        });

    assertThat(LoginApp.cookie(login.login(address(0), "bob", RIGHT))).isNull();
    login.provoke(address(1), "bob");
    assertThat(login.guess(address(1), "bob")).isEqualTo(403);
  }

  @Test
  void resetBodyIsNoSuccessYet() throws Exception {
    start(
        (request, response) -> {
          for (int i = 0; i < 3; i++) {
            response.getWriter().write("a".repeat(4_000));
            response.resetBuffer();
          }
          response.setStatus(401);
        });

    assertThat(LoginApp.cookie(login.login(address(0), "bob", RIGHT))).isNull();
  }

  /** Ways in which an application rejects a password after it has written a part of the answer. */
  enum Rejection {
    STATUS {
      @Override
      void answer(HttpServletResponse response) {
        response.setStatus(401);
      }
    },
    ERROR {
      @Override
      void answer(HttpServletResponse response) throws IOException {
        if (!response.isCommitted()) {
          response.sendError(401);
        }
      }
    },
    EXCEPTION {
      @Override
      void answer(HttpServletResponse response) {
        throw new IllegalStateException("wrong password");
      }
    };

    abstract void answer(HttpServletResponse response) throws IOException;
  }

  private void startRejectingAfter(WebApp.Service body, Rejection rejection) throws Exception {
    login.start(
        login.configuration(
            LoginApp.settings()
                .outcome(new OutcomeRules(Set.of(401), Set.of(200), List.of(), List.of()))),
        (request, response) -> {
          body.serve(request, response);
          if (WRONG.equals(request.getParameter("password"))) {
            rejection.answer(response);
          }
        });
  }

  private static WebApp.Service text(int length) {
    return (request, response) -> {
      for (int i = 0; i < length / 100; i++) {
        response.getWriter().write("a".repeat(100));
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void rejectionAfterABufferedBodyIsAFailure(Rejection rejection) throws Exception {
    startRejectingAfter(text(10_000), rejection);

    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer = login.login(address(0), "bob", WRONG);
      assertThat(answer.statusCode()).isGreaterThanOrEqualTo(401);
      assertThat(LoginApp.cookie(answer)).isNull();
    }
    assertThat(login.guess(address(0), "bob")).isEqualTo(403);
  }

  /** Containers understand a negative length as no length. */
  @ParameterizedTest
  @EnumSource
  void rejectionAfterABufferedBodyWithoutALengthIsAFailure(Rejection rejection) throws Exception {
    startRejectingAfter(
        (request, response) -> {
          response.setContentLengthLong(-1);
          text(100).serve(request, response);
        },
        rejection);

    login.provoke(address(0), "bob");

    assertThat(login.guess(address(0), "bob")).isEqualTo(403);
  }

  /** Jetty rounds a small buffer up to 4 KiB. */
  @ParameterizedTest
  @EnumSource
  void rejectionAfterABodyLongerThanASmallBufferIsAFailure(Rejection rejection) throws Exception {
    startRejectingAfter(
        (request, response) -> {
          response.setBufferSize(1_000);
          text(3_000).serve(request, response);
        },
        rejection);

    login.provoke(address(0), "bob");

    assertThat(login.guess(address(0), "bob")).isEqualTo(403);
  }

  /** Text counts by its characters, which may become more bytes in another encoding. */
  @ParameterizedTest
  @EnumSource
  void rejectionAfterABufferedTextThatIsNotAsciiIsAFailure(Rejection rejection) throws Exception {
    startRejectingAfter(
        (request, response) -> {
          response.setCharacterEncoding("ISO-8859-1");
          response.getWriter().write("\u20ac".repeat(30_000));
        },
        rejection);

    login.provoke(address(0), "bob");

    assertThat(login.guess(address(0), "bob")).isEqualTo(403);
  }

  @ParameterizedTest
  @EnumSource
  void rejectionAfterABodyThatCommittedTheResponseIsTheSuccessThatTheClientSees(Rejection rejection)
      throws Exception {
    startRejectingAfter(
        (request, response) -> Way.LONGER_THAN_THE_BUFFER.answer(response), rejection);

    HttpRequest attempt = login.attempt(address(0), LoginApp.FORM, LoginApp.form("bob", WRONG));
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient().send(attempt, BodyHandlers.ofInputStream());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(LoginApp.cookie(answer)).startsWith("limitrate-");
  }

  /** A container's writer may hold more than its buffer's size, so that the commit is uncertain. */
  @Test
  void successOfALongTextCountsWithoutACookie() throws Exception {
    startRejectingAfter(text(40_000), Rejection.STATUS);

    assertThat(LoginApp.cookie(login.login(address(0), "bob", RIGHT))).isNull();

    log.await("reported after the response was committed");
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith(
            "WARNING login main: 1 success(es) were reported after the response was committed");
  }

  /** A committed response counts by its own status. */
  @Test
  void redirectAfterACommittedFailureStaysAFailure() throws Exception {
    login.start(
        login.configuration(
            LoginApp.settings()
                .outcome(new OutcomeRules(Set.of(401), Set.of(302), List.of(), List.of()))),
        (request, response) -> {
          response.setStatus(401);
          response.flushBuffer();
          try {
            response.sendRedirect("/app/home");
          } catch (IllegalStateException e) {
            assertThat(response.isCommitted()).isTrue();
          }
        });

    login.provoke(address(0), "bob");

    assertThat(login.guess(address(0), "bob")).isEqualTo(403);
  }

  @Test
  void warnsAboutASuccessThatIsTooLateForItsCookie() throws Exception {
    login.start(
        login.configuration(LoginApp.settings()),
        (request, response) -> {
          response.flushBuffer();
          LoginOutcome.success(request, "bob");
        });

    assertThat(LoginApp.cookie(login.login(address(0), "bob", RIGHT))).isNull();

    log.await("reported after the response was committed");
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith(
            "WARNING login main: 1 success(es) were reported after the response was committed");
  }
}
