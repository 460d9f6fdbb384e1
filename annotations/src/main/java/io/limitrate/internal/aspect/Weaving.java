package io.limitrate.internal.aspect;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.internal.declaration.MetaAnnotations;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Detects whether a method is woven with Limitrate's aspects. */
public final class Weaving {
  private static final String ASPECTS = "io/limitrate/aspect/";

  /** The part of the name of a method into which ajc moves a body that has around advice. */
  private static final String BODY = "_aroundBody";

  private Weaving() {}

  /**
   * Returns whether the method is woven with any of the aspects, as an object of the class has the
   * method.
   */
  public static boolean woven(Class<?> type, Method method) {
    return woven(type, method, "");
  }

  /**
   * Returns whether the woven method itself is an attempt at a login. A method that overrides such
   * a method is not.
   */
  public static boolean checksLogins(Class<?> type, Method method) {
    return MetaAnnotations.has(implementing(type, method), LoginProtected.class)
        && woven(type, method, "LoginAspect");
  }

  private static boolean woven(Class<?> type, Method method, String aspect) {
    Class<?> declaring = implementing(type, method).getDeclaringClass();
    String body = method.getName() + BODY;
    return Arrays.stream(declaring.getDeclaredMethods()).anyMatch(m -> m.getName().startsWith(body))
        && by(ASPECTS + aspect, declaring);
  }

  private static Method implementing(Class<?> type, Method method) {
    try {
      return type.getMethod(method.getName(), method.getParameterTypes());
    } catch (NoSuchMethodException e) {
      return method;
    }
  }

  /**
   * Returns whether the aspect is woven into the type. Around advice of other aspects differs only
   * in the aspect's name in the class file. A class file without any advice was woven at load time,
   * with Limitrate's META-INF/aop.xml.
   */
  private static boolean by(String aspect, Class<?> type) {
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream stream = type.getResourceAsStream(file)) {
      if (stream == null) {
        return false;
      }
      String constants = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
      return constants.contains(aspect) || !constants.contains(BODY);
    } catch (IOException e) {
      return false;
    }
  }
}
