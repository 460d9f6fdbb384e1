package io.limitrate.tck.container.launcher;

import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.ServletInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Filters, servlets and listeners of a web.xml. */
final class WebXml {
  private final Element root;

  private WebXml(Element root) {
    this.root = root;
  }

  static WebXml read(Path war) throws Exception {
    return new WebXml(
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(war.resolve("WEB-INF/web.xml").toFile())
            .getDocumentElement());
  }

  void addTo(DeploymentInfo info, ClassLoader loader) throws ClassNotFoundException {
    for (Element listener : elements(root, "listener")) {
      info.addListener(
          new ListenerInfo(
              loader.loadClass(text(listener, "listener-class")).asSubclass(EventListener.class)));
    }
    for (Element filter : elements(root, "filter")) {
      addFilter(info, text(filter, "filter-name"), loader.loadClass(text(filter, "filter-class")));
    }
    for (Element servlet : elements(root, "servlet")) {
      addServlet(
          info, text(servlet, "servlet-name"), loader.loadClass(text(servlet, "servlet-class")));
    }
  }

  private void addFilter(DeploymentInfo info, String name, Class<?> type) {
    info.addFilter(new FilterInfo(name, type.asSubclass(Filter.class)).setAsyncSupported(true));
    for (Element mapping : mappings("filter-mapping", "filter-name", name)) {
      List<String> dispatchers = texts(mapping, "dispatcher");
      for (String dispatcher : dispatchers.isEmpty() ? List.of("REQUEST") : dispatchers) {
        DispatcherType when = DispatcherType.valueOf(dispatcher);
        texts(mapping, "url-pattern")
            .forEach(pattern -> info.addFilterUrlMapping(name, pattern, when));
      }
    }
  }

  private void addServlet(DeploymentInfo info, String name, Class<?> type) {
    ServletInfo servlet =
        new ServletInfo(name, type.asSubclass(Servlet.class)).setAsyncSupported(true);
    for (Element mapping : mappings("servlet-mapping", "servlet-name", name)) {
      texts(mapping, "url-pattern").forEach(servlet::addMapping);
    }
    info.addServlet(servlet);
  }

  private List<Element> mappings(String tag, String key, String name) {
    return elements(root, tag).stream().filter(each -> text(each, key).equals(name)).toList();
  }

  private static String text(Element parent, String tag) {
    return texts(parent, tag).get(0);
  }

  private static List<String> texts(Element parent, String tag) {
    return elements(parent, tag).stream().map(each -> each.getTextContent().strip()).toList();
  }

  private static List<Element> elements(Element parent, String tag) {
    List<Element> found = new ArrayList<>();
    NodeList children = parent.getElementsByTagName(tag);
    for (int i = 0; i < children.getLength(); i++) {
      found.add((Element) children.item(i));
    }
    return found;
  }
}
