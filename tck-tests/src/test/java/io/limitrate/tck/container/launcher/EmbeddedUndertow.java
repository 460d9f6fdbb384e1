package io.limitrate.tck.container.launcher;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.ServletContainer;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.annotation.HandlesTypes;
import java.lang.annotation.Annotation;
import java.net.InetSocketAddress;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EventListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

/** Undertow. It does not read WARs, so this class reads the WAR as other containers do. */
final class EmbeddedUndertow implements Embedded {
  private final PathHandler paths = new PathHandler();
  private final ServletContainer container = ServletContainer.Factory.newInstance();
  private final Map<String, Application> applications = new HashMap<>();
  private Path directory;

  private record Application(
      DeploymentInfo info, DeploymentManager manager, URLClassLoader loader) {}

  EmbeddedUndertow() {}

  @Override
  public int start(Path own) {
    directory = own;
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setHandler(paths)
            .build();
    server.start();
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void deploy(String name, Path war) throws Exception {
    UnpackedWar unpacked = UnpackedWar.unpack(war, directory.resolve(name));
    URLClassLoader loader = unpacked.loader(EmbeddedUndertow.class.getClassLoader());
    DeploymentInfo info =
        new DeploymentInfo()
            .setDeploymentName(name)
            .setContextPath("/" + name)
            .setClassLoader(loader)
            .setResourceManager(new PathResourceManager(unpacked.root()));
    addComponents(info, loader, unpacked.webXml());
    addInitializers(info, loader, unpacked);
    DeploymentManager manager = container.addDeployment(info);
    manager.deploy();
    paths.addPrefixPath("/" + name, manager.start());
    applications.put(name, new Application(info, manager, loader));
  }

  private static void addComponents(DeploymentInfo info, ClassLoader loader, WebXml webXml)
      throws ClassNotFoundException {
    for (String listener : webXml.listeners()) {
      info.addListener(
          new ListenerInfo(loader.loadClass(listener).asSubclass(EventListener.class)));
    }
    for (WebXml.Component filter : webXml.filters()) {
      Class<? extends Filter> type = loader.loadClass(filter.type()).asSubclass(Filter.class);
      info.addFilter(new FilterInfo(filter.name(), type).setAsyncSupported(true));
      for (WebXml.Mapping mapping : filter.mappings()) {
        for (DispatcherType dispatch : mapping.dispatchers()) {
          mapping
              .patterns()
              .forEach(pattern -> info.addFilterUrlMapping(filter.name(), pattern, dispatch));
        }
      }
    }
    for (WebXml.Component servlet : webXml.servlets()) {
      Class<? extends Servlet> type = loader.loadClass(servlet.type()).asSubclass(Servlet.class);
      ServletInfo servletInfo = new ServletInfo(servlet.name(), type).setAsyncSupported(true);
      servlet.mappings().forEach(mapping -> mapping.patterns().forEach(servletInfo::addMapping));
      info.addServlet(servletInfo);
    }
  }

  private static void addInitializers(DeploymentInfo info, ClassLoader loader, UnpackedWar unpacked)
      throws Exception {
    List<Class<?>> classes = unpacked.classes(loader);
    for (ServletContainerInitializer each :
        ServiceLoader.load(ServletContainerInitializer.class, loader)) {
      info.addServletContainerInitializer(
          new ServletContainerInitializerInfo(each.getClass(), handled(each.getClass(), classes)));
    }
  }

  private static Set<Class<?>> handled(Class<?> initializer, List<Class<?>> classes) {
    HandlesTypes wanted = initializer.getAnnotation(HandlesTypes.class);
    Set<Class<?>> handled = new HashSet<>();
    if (wanted != null) {
      classes.stream()
          .filter(type -> Arrays.stream(wanted.value()).anyMatch(each -> is(type, each)))
          .forEach(handled::add);
    }
    return handled;
  }

  @SuppressWarnings("unchecked") // an annotation's class is one
  private static boolean is(Class<?> type, Class<?> wanted) {
    return wanted.isAnnotation()
        ? type.isAnnotationPresent((Class<? extends Annotation>) wanted)
        : wanted.isAssignableFrom(type) && wanted != type;
  }

  @Override
  public void undeploy(String name) throws Exception {
    Application application = applications.remove(name);
    paths.removePrefixPath("/" + name);
    application.manager().stop();
    application.manager().undeploy();
    container.removeDeployment(application.info());
    // Otherwise the resource manager's file watcher keeps the classes of the application.
    application.info().getResourceManager().close();
    application.loader().close();
  }
}
