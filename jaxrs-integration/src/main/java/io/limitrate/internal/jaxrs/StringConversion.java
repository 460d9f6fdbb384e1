package io.limitrate.internal.jaxrs;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Converts a string into the argument of a resource method (Jakarta RESTful Web Services 3.1,
 * section 3.2), so that {@code 7} and {@code 007} are the same number in a key.
 *
 * <p>Immutable and thread-safe.
 */
final class StringConversion {
  private static final StringConversion NONE =
      new StringConversion(MethodHandles.identity(String.class));

  private final MethodHandle handle;

  private StringConversion(MethodHandle handle) {
    this.handle = handle.asType(MethodType.methodType(Object.class, String.class));
  }

  /**
   * Returns the conversion to a type, or {@code null} when the type cannot be made from one string.
   */
  static @Nullable StringConversion to(Class<?> type) {
    if (type == String.class) {
      return NONE;
    }
    try {
      MethodHandle handle = find(MethodType.methodType(type).wrap().returnType());
      return handle == null ? null : new StringConversion(handle);
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  private static @Nullable MethodHandle find(Class<?> type) throws IllegalAccessException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    for (String factory :
        new String[] {type.isEnum() ? "fromString" : "valueOf", "valueOf", "fromString"}) {
      for (Method method : type.getMethods()) {
        if (makes(method, factory, type)) {
          return lookup.unreflect(method);
        }
      }
    }
    for (Constructor<?> constructor : type.getConstructors()) {
      if (!Modifier.isAbstract(type.getModifiers())
          && takesString(constructor.getParameterTypes())) {
        return lookup.unreflectConstructor(constructor);
      }
    }
    return null;
  }

  private static boolean makes(Method method, String factory, Class<?> type) {
    return method.getName().equals(factory)
        && Modifier.isStatic(method.getModifiers())
        && type.isAssignableFrom(method.getReturnType())
        && takesString(method.getParameterTypes());
  }

  private static boolean takesString(Class<?>[] parameters) {
    return parameters.length == 1 && parameters[0] == String.class;
  }

  /** Returns the value, or {@code null} when the string is no value of the type. */
  @Nullable Object apply(String text) {
    try {
      return (Object) handle.invokeExact(text);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      return null;
    }
  }
}
