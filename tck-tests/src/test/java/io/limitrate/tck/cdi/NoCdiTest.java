package io.limitrate.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.cdi.LoginResult;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.internal.cdi.CdiLoginListener;
import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginListener;
import io.limitrate.login.Outcome;
import io.limitrate.tck.ClassPaths;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** If CDI is absent, Limitrate loads no class that needs CDI. */
class NoCdiTest {

  /** Notifies all listeners that are services, in a separate class loader. */
  public static final class Telling {
    private Telling() {}

    public static int tell() {
      int count = 0;
      for (LoginListener listener : ServiceLoader.load(LoginListener.class, loader())) {
        listener.happened(new LoginEvent.LoginFailed("main", "192.0.2.1", "alice", 1));
        count++;
      }
      return count;
    }

    private static ClassLoader loader() {
      return Telling.class.getClassLoader();
    }
  }

  @Test
  void aListenerWithoutCdiOnTheClassPathIsSilent() throws Exception {
    try (URLClassLoader application =
        ClassPaths.without(".*(enterprise|weld|inject|soteria)[^/\\\\]*[.]jar")) {
      assertThatThrownBy(() -> application.loadClass("jakarta.enterprise.inject.spi.CDI"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThat(application.loadClass(Telling.class.getName()).getMethod("tell").invoke(null))
          .isEqualTo(1);
    }
  }

  /** Reads a configuration in a separate class loader. */
  public static final class Reading {
    private Reading() {}

    public static int beans() throws IOException {
      return Bootstrap.read(InputStream.nullInputStream(), "none").components().size();
    }
  }

  @Test
  void aConfigurationWithoutCdiOnTheClassPathHasNoBeans() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader application =
        ClassPaths.without(".*(enterprise|weld|inject|soteria)[^/\\\\]*[.]jar")) {
      thread.setContextClassLoader(application);

      assertThat(application.loadClass(Reading.class.getName()).getMethod("beans").invoke(null))
          .isEqualTo(0);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void aListenerWithoutAContainerIsSilent() {
    LoginEvent event = new LoginEvent.LoginFailed("main", "192.0.2.1", "alice", 1);

    assertThatCode(() -> new CdiLoginListener().happened(event)).doesNotThrowAnyException();
  }

  @Test
  void aResultThatNobodyKnowsIsNone() {
    assertThatThrownBy(() -> new LoginResult(Outcome.UNKNOWN, "alice"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("UNKNOWN");
  }

  @Test
  void aResultDoesNotTellTheName() {
    assertThat(new LoginResult(Outcome.SUCCESS, "alice")).hasToString("LoginResult[SUCCESS]");
  }
}
