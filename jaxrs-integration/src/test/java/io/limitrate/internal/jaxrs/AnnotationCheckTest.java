package io.limitrate.internal.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.enforcement.AnnotationCheck;
import io.limitrate.jaxrs.unenforced.Unenforced;
import io.limitrate.jaxrs.unenforced.Unused;
import io.limitrate.jaxrs.woven.Wrapping;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log messages about annotations without effect. */
class AnnotationCheckTest {
  private static final String PLACE = "io.limitrate.jaxrs.unenforced.Unenforced$";
  private static final Logger LOGGER = Logger.getLogger(AnnotationCheck.class.getName());

  @TempDir Path directory;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Server server = new Server();
  private final ServletContextHandler context = new ServletContextHandler();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          said.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void close() throws Exception {
    LOGGER.removeHandler(handler);
    server.stop();
  }

  private void start(Class<?>... classes) throws Exception {
    for (Class<?> type : classes) {
      copy(type);
    }
    context.setBaseResourceAsPath(directory);
    server.setHandler(context);
    server.start();
  }

  private void copy(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    Path file = directory.resolve("WEB-INF/classes").resolve(name);
    Files.createDirectories(file.getParent());
    try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
      Files.copy(bytes, file);
    }
  }

  private void check() {
    new AnnotationCheck().check(context.getServletContext());
  }

  @Test
  void namesEveryMethodThatNothingLimitsAndTheMend() throws Exception {
    start(Unenforced.Plain.class, Unenforced.Cheap.class, Unenforced.Cheaper.class);

    check();

    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .contains(PLACE + "Plain.limited", PLACE + "Plain.several", PLACE + "Plain.carried")
        .contains(PLACE + "Plain.login", "aspectj-maven-plugin", "limitrate-annotations")
        .contains("-Dio.limitrate.annotations.check=false")
        .doesNotContain("unlimited");
  }

  /** A container may restrict the context that it passes to listeners which code has added. */
  @Test
  void asksTheContextOfTheListenerForNothing() throws Exception {
    start(Unenforced.Plain.class, Unenforced.Cheap.class, Unenforced.Cheaper.class);
    List<ServletContextListener> added = new ArrayList<>();
    ServletContext initializing =
        context(
            (proxy, method, arguments) ->
                method.getName().equals("addListener")
                    ? added.add((ServletContextListener) arguments[0])
                    : method.invoke(context.getServletContext(), arguments));
    ServletContext restricted =
        context(
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });

    new AnnotationCheck().onStartup(Set.of(), initializing);
    added.forEach(each -> each.contextInitialized(new ServletContextEvent(restricted)));

    assertThat(said).singleElement().asString().contains(PLACE + "Plain.limited");
  }

  private static ServletContext context(InvocationHandler handler) {
    Class<?>[] types = {ServletContext.class};
    return (ServletContext)
        Proxy.newProxyInstance(AnnotationCheckTest.class.getClassLoader(), types, handler);
  }

  @Test
  void namesAClassByItself() throws Exception {
    start(Unenforced.Whole.class, Unenforced.Cheap.class);

    check();

    assertThat(said.get(0)).contains(PLACE + "Whole: ");
  }

  @Test
  void namesAMethodOfAnInterface() throws Exception {
    start(Unenforced.Task.class, Wrapping.class);

    check();

    assertThat(said.get(0)).contains(PLACE + "Task.run: ");
  }

  @Test
  void namesWhatTheFeatureDoesNotSeeOfAResource() throws Exception {
    start(Unenforced.Resource.class);

    check();

    assertThat(said.get(0)).contains(PLACE + "Resource.hidden: ").doesNotContain("Resource.get");
  }

  @Test
  void namesEveryParameterThatNoLimitAndNoLoginUses() throws Exception {
    start(Unused.Plain.class);

    check();

    String place = "io.limitrate.jaxrs.unenforced.Unused$Plain.";
    assertThat(ofParameters())
        .singleElement()
        .asString()
        .contains(place + "key", place + "cost", place + "username", place + "login")
        .contains("Add that annotation, or remove that of the parameter");
  }

  @Test
  void saysNothingOfParametersWhoseLimitOrLoginIsAtAnotherTypeOfTheHierarchy() throws Exception {
    start(
        Unused.Contract.class,
        Unused.Implementation.class,
        Unused.Base.class,
        Unused.Derived.class,
        Unenforced.Cheap.class);

    check();

    assertThat(ofParameters()).isEmpty();
  }

  private List<String> ofParameters() {
    return said.stream().filter(line -> line.contains(" at a parameter of ")).toList();
  }

  @Test
  void saysNothingOfResourcesAndWovenClasses() throws Exception {
    start(Unenforced.Implementation.class, Wrapping.class, Unenforced.Cheap.class);

    check();

    assertThat(said).isEmpty();
  }

  @Test
  void saysItWhereTheFeatureIsAlone() throws Exception {
    copy(Unenforced.Plain.class);

    RestApplication.in(directory, Products.class).close();

    assertThat(said).singleElement().asString().contains(PLACE + "Plain.limited");
  }

  @Test
  void saysItOnce() throws Exception {
    start(Unenforced.Plain.class);

    check();
    check();

    assertThat(said).hasSize(1);
  }

  @Test
  void isSwitchedOffByAContextParam() throws Exception {
    context.setInitParameter("io.limitrate.annotations.check", "false");
    start(Unenforced.Plain.class);

    check();

    assertThat(said).isEmpty();
  }
}
