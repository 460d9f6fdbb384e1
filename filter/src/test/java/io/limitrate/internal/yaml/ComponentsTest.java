package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.DecisionListener;
import io.limitrate.KeyResolver;
import io.limitrate.config.ComponentSource;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.cdi.CdiLoginListener;
import io.limitrate.internal.yaml.Reading.Request;
import io.limitrate.login.LoginListener;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentsTest {
  @TempDir Path classes;

  @Test
  void findsAServiceByItsSimpleName() throws Exception {
    provide(KeyResolver.class, Samples.TenantKey.class.getName());

    try (URLClassLoader application = application()) {
      assertThat(new Components(application).find(KeyResolver.class, "TenantKey"))
          .isInstanceOf(Samples.TenantKey.class);
    }
  }

  @Test
  void addsListenersThatAreServicesUnlessTheyAreNamed() throws Exception {
    provide(
        DecisionListener.class,
        Samples.Service.class.getName() + "\n" + Samples.Counter.class.getName());

    Configuration configuration =
        inApplication(() -> Reading.read("listeners: " + Samples.Counter.class.getName()));

    assertThat(configuration.listeners())
        .extracting(Object::getClass)
        .containsExactly(Samples.Counter.class, Samples.Service.class);
  }

  @Test
  void aListenerHearsAllThatItsClassListensTo() throws Exception {
    provide(DecisionListener.class, Samples.Auditor.class.getName());
    provide(
        LoginListener.class,
        Samples.Auditor.class.getName() + "\n" + Samples.Alarm.class.getName());

    Configuration services = inApplication(() -> Reading.read(""));
    Configuration named = inApplication(() -> Reading.read("listeners: [Alarm, Auditor]"));

    assertThat(services.listeners()).singleElement().isInstanceOf(Samples.Auditor.class);
    assertThat(services.loginListeners())
        .extracting(Object::getClass)
        .containsExactly(Samples.Auditor.class, CdiLoginListener.class, Samples.Alarm.class);
    assertThat(services.loginListeners().get(0)).isSameAs(services.listeners().get(0));
    assertThat(named.listeners()).hasSize(1);
    assertThat(named.loginListeners())
        .extracting(Object::getClass)
        .containsExactly(Samples.Alarm.class, Samples.Auditor.class, CdiLoginListener.class);
  }

  /** The bean has both types, and its class is a service of one of them. */
  @Test
  void aBeanGoesBeforeTheServiceOfItsClassAndIsMadeOnce() throws Exception {
    provideBeans();
    provide(
        DecisionListener.class,
        Samples.Service.class.getName() + "\n" + Samples.Auditor.class.getName());

    Configuration configuration = inApplication(() -> Reading.read("listeners: auditor"));

    assertThat(configuration.listeners())
        .extracting(Object::getClass)
        .containsExactly(Samples.Auditor.class, Samples.Service.class);
    assertThat(configuration.loginListeners().get(0)).isSameAs(configuration.listeners().get(0));
    assertThat(Samples.Beans.LIFE).containsExactly("made auditor");
  }

  @Test
  void whatIsNamedMayBeABean() throws Exception {
    provideBeans();

    try (URLClassLoader application = application()) {
      Components components = new Components(application);
      KeyResolver bean = components.find(KeyResolver.class, "tenantKey");

      assertThat(bean).isSameAs(components.find(KeyResolver.class, "tenantKey"));
      assertThat(components.find(KeyResolver.class, Samples.TenantKey.class.getName()))
          .isInstanceOf(Samples.TenantKey.class)
          .isNotSameAs(bean);
    }
  }

  @Test
  void aNameOfSeveralBeansIsAnError() throws Exception {
    provideBeans();

    assertThatThrownBy(
            () ->
                inApplication(
                    () -> Reading.read("policies: { a: { quotas: 1/1s, key: resolver:twin } }")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "must be the name of one bean, but is the name of "
                + Samples.SerialNumber.class.getName()
                + ", "
                + Samples.TenantKey.class.getName());
  }

  @Test
  void beansOfAConfigurationThatIsWrongAreEnded() throws Exception {
    provideBeans();

    assertThatThrownBy(() -> inApplication(() -> Reading.read("tiers: [{ resolver: broken }]")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("the bean " + Samples.EveryoneIsGold.class.getName() + " fails: ")
        .hasMessageContaining("out of order");
    assertThat(Samples.Beans.LIFE).containsExactly("made broken", "made auditor", "ended auditor");
  }

  @Test
  void beansEndWithTheLimiter() throws Exception {
    provideBeans();
    Configuration configuration = inApplication(() -> Reading.read(""));

    ApplicationRuntime.start(configuration).close();

    assertThat(Samples.Beans.LIFE).containsExactly("made auditor", "ended auditor");
  }

  private void provideBeans() throws IOException {
    Samples.Beans.LIFE.clear();
    provide(ComponentSource.class, Samples.Beans.class.getName());
  }

  @Test
  void aServiceThatIsMissingIsAnError() throws Exception {
    provide(DecisionListener.class, "com.acme.None");

    assertThatThrownBy(() -> inApplication(() -> Reading.read("")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("class path: a service of type io.limitrate.DecisionListener fails: ")
        .hasMessageContaining("com.acme.None");
  }

  @Test
  void aThreadWithoutAnApplicationHasOurClasses() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(null);
    try {
      assertThat(
              Reading.read("", Reading.DEFAULTS, Map.of("limitrate.listeners", counter()))
                  .listeners())
          .hasSize(1);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void findsOurClassesWhereTheApplicationHasThemNot() throws Exception {
    try (URLClassLoader elsewhere = new URLClassLoader(new URL[0], null)) {
      assertThat(new Components(elsewhere).find(DecisionListener.class, counter()))
          .isInstanceOf(Samples.Counter.class);
    }
  }

  @Test
  void makesOneObjectOfAClassHoweverOftenItIsNamed() {
    Configuration configuration =
        Reading.read(
            """
            policies:
              a: { quotas: 1/1s, cost: &numbered { from: "resolver:SerialNumber", default: 1 } }
              b: { quotas: 1/1s, cost: *numbered }
            """
                .replace("SerialNumber", Samples.SerialNumber.class.getName()));

    assertThat(configuration.policies().get("a").cost(Request.EMPTY))
        .isEqualTo(configuration.policies().get("b").cost(Request.EMPTY));
  }

  private static String counter() {
    return Samples.Counter.class.getName();
  }

  private void provide(Class<?> service, String providers) throws IOException {
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(service.getName()), providers);
  }

  private URLClassLoader application() throws IOException {
    URL[] urls = {classes.toUri().toURL()};
    return new URLClassLoader(urls, getClass().getClassLoader());
  }

  private <T> T inApplication(Supplier<T> action) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader application = application()) {
      thread.setContextClassLoader(application);
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
