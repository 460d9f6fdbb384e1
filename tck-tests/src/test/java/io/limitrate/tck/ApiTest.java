package io.limitrate.tck;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Guards the border of the API: {@code docs/api.txt} lists each public type outside of {@code
 * io.limitrate.internal} with all members that users can see.
 */
class ApiTest {
  private static final Path LIST = Path.of("..", "docs", "api.txt");
  private static final Path FOUND = Path.of("target", "api.txt");
  private static final int MOST_TYPES = 85;

  /**
   * The internal types that signatures of the API still name. Each type leaves this list when its
   * package is reworked.
   */
  private static final Pattern TO_LEAVE =
      Pattern.compile(
          "io\\.limitrate\\.internal\\."
              + "(identity\\.TrustedProxies|source\\.Source|jaxrs\\.ApplicationMapper)\\b");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.limitrate")
          .that(
              not(
                  resideInAnyPackage(
                      "io.limitrate.internal..", "io.limitrate.sample..", "io.limitrate.tck..")));

  @Test
  void theListNamesEachTypeAndMemberOfTheApi() throws IOException {
    String found = types().map(ApiTest::entry).collect(joining("\n"));

    Files.createDirectories(FOUND.getParent());
    Files.writeString(FOUND, found);
    assertThat(found)
        .as("the API differs from docs/api.txt: if that is meant, copy tck-tests/%s there", FOUND)
        .isEqualTo(Files.readString(LIST));
  }

  @Test
  void noSignatureOfTheApiNamesAnInternalType() {
    assertThat(types().flatMap(ApiTest::lines).map(line -> TO_LEAVE.matcher(line).replaceAll("")))
        .noneMatch(line -> line.contains(".internal."));
  }

  @Test
  void theApiStaysSmall() {
    assertThat(types().filter(type -> type.getEnclosingClass() == null))
        .hasSizeLessThanOrEqualTo(MOST_TYPES);
  }

  /** Returns the types of the API in the order of their names. */
  private static Stream<Class<?>> types() {
    return CLASSES.stream()
        .sorted((one, other) -> one.getName().compareTo(other.getName()))
        .<Class<?>>map(JavaClass::reflect)
        .filter(ApiTest::isVisible);
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return isVisible(type.getModifiers())
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && (outer == null || isVisible(outer));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String entry(Class<?> type) {
    return lines(type).collect(joining("\n", "", "\n"));
  }

  private static Stream<String> lines(Class<?> type) {
    List<String> members = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      members.add(member(field, field.toGenericString()));
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      members.add(member(constructor, constructor.toGenericString()));
    }
    for (Method method : type.getDeclaredMethods()) {
      members.add(member(method, method.toGenericString()));
    }
    Stream<String> visible = members.stream().filter(line -> !line.isEmpty()).sorted();
    return Stream.concat(Stream.of(declaration(type)), visible.map(line -> "    " + line));
  }

  /** Returns the text of a member, or an empty text for a member that users cannot see. */
  private static String member(Member member, String text) {
    boolean bridge = member instanceof Method method && method.isBridge();
    return isVisible(member.getModifiers()) && !member.isSynthetic() && !bridge ? plain(text) : "";
  }

  private static String declaration(Class<?> type) {
    String above =
        Stream.concat(superclass(type), Arrays.stream(type.getGenericInterfaces()))
            .map(Type::getTypeName)
            .collect(joining(", "));
    return plain(text(type) + (above.isEmpty() ? "" : " : " + above));
  }

  /** Returns the text of a type with the word sealed, which only newer JDKs write. */
  private static String text(Class<?> type) {
    String text = type.toGenericString().replaceFirst("(non-)?sealed ", "");
    return type.isSealed() ? text.replaceFirst("(interface|class) ", "sealed $1 ") : text;
  }

  private static Stream<Type> superclass(Class<?> type) {
    Type above = type.getGenericSuperclass();
    return above == null || above == Object.class || type.isEnum() || type.isRecord()
        ? Stream.empty()
        : Stream.of(above);
  }

  private static String plain(String text) {
    return text.replace("java.lang.", "");
  }
}
