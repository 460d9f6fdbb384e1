package io.limitrate.internal.aspect;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.internal.declaration.Composed;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds out whether a method is woven with our aspects. For the entrances that enforce annotations.
 */
public final class Weaving {
  private static final String ASPECTS = "io/limitrate/aspect/";

  /** Where ajc puts the body of a method that has around advice. */
  private static final String BODY = "_aroundBody";

  private Weaving() {}

  /** Whether the method, as an object of this class has it, is woven with any. */
  public static boolean woven(Class<?> type, Method method) {
    return woven(type, method, "");
  }

  /** Whether it is an attempt at a login by itself: what overrides such a method is not. */
  public static boolean checksLogins(Class<?> type, Method method) {
    return Composed.has(implementing(type, method), LoginProtected.class)
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
   * Around advice of another aspect looks the same, but for the name in the class file. A class
   * file without any advice was woven at load time, and then our META-INF/aop.xml was read.
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
