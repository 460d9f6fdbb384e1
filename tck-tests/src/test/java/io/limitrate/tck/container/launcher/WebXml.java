package io.limitrate.tck.container.launcher;

import jakarta.servlet.DispatcherType;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads the filters, servlets and listeners of a web.xml, for containers that do not read it. */
final class WebXml {
  private final Element root;

  /** A filter or a servlet, with its class name and its mappings. */
  record Component(String name, String type, List<Mapping> mappings) {}

  /** A mapping of a filter or a servlet. Only filters have dispatchers. */
  record Mapping(List<String> patterns, List<DispatcherType> dispatchers) {}

  private WebXml(Element root) {
    this.root = root;
  }

  static WebXml read(InputStream webXml) throws Exception {
    return new WebXml(
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(webXml)
            .getDocumentElement());
  }

  List<Component> filters() {
    return components("filter");
  }

  List<Component> servlets() {
    return components("servlet");
  }

  /** Returns the class names of the listeners. */
  List<String> listeners() {
    return elements(root, "listener").stream().map(each -> text(each, "listener-class")).toList();
  }

  private List<Component> components(String kind) {
    return elements(root, kind).stream().map(each -> component(each, kind)).toList();
  }

  private Component component(Element element, String kind) {
    String name = text(element, kind + "-name");
    List<Mapping> mappings =
        elements(root, kind + "-mapping").stream()
            .filter(each -> text(each, kind + "-name").equals(name))
            .map(each -> new Mapping(texts(each, "url-pattern"), dispatchers(each)))
            .toList();
    return new Component(name, text(element, kind + "-class"), mappings);
  }

  private static List<DispatcherType> dispatchers(Element mapping) {
    List<String> named = texts(mapping, "dispatcher");
    return named.isEmpty()
        ? List.of(DispatcherType.REQUEST)
        : named.stream().map(DispatcherType::valueOf).toList();
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
