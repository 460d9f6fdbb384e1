package io.limitrate.internal.enforcement;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the annotations of a type from its class file. The class is not loaded, because loading
 * would be too early for a load-time weaver.
 *
 * @param name the name, such as {@code com.acme.Products}
 * @param supertypes the names of the superclass and the interfaces
 * @param annotations the descriptors of the type's annotations, such as {@code Lcom/acme/Cheap;}
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html">The Java Virtual
 *     Machine Specification, chapter 4</a>
 */
record ClassFile(
    String name,
    int modifiers,
    List<String> supertypes,
    Set<String> annotations,
    List<MethodInfo> methods) {
  private static final int ANNOTATION = 0x2000;

  /**
   * The deepest nesting of annotation values. Compilers do not exceed the limit, and a damaged file
   * cannot overflow the stack.
   */
  private static final int DEEPEST_VALUE = 100;

  /**
   * A method.
   *
   * @param annotations the descriptors of the method's annotations
   * @param ofParameters the descriptors of the annotations of all parameters
   */
  record MethodInfo(String name, int modifiers, Set<String> annotations, Set<String> ofParameters) {
    boolean isAbstract() {
      return Modifier.isAbstract(modifiers);
    }

    boolean isPrivateOrStatic() {
      return Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers);
    }
  }

  boolean isAnnotation() {
    return (modifiers & ANNOTATION) != 0;
  }

  boolean isInterface() {
    return Modifier.isInterface(modifiers);
  }

  String descriptor() {
    return "L" + name.replace('.', '/') + ";";
  }

  /**
   * Reads a class file.
   *
   * @throws IOException when the bytes are no class file
   */
  static ClassFile read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.skipNBytes(8);
      return new Reader(in, ConstantPool.read(in)).type();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException(e);
    }
  }

  /** The descriptors of the annotations of a type, field or method, and of the parameters. */
  private record Annotations(Set<String> ofElement, Set<String> ofParameters) {}

  /** Reads the part of the class file after the constants. */
  private record Reader(DataInputStream in, ConstantPool constants) {
    ClassFile type() throws IOException {
      int modifiers = in.readUnsignedShort();
      String name = constants.className(in.readUnsignedShort());
      List<String> supertypes = new ArrayList<>();
      int superclass = in.readUnsignedShort();
      if (superclass != 0) {
        supertypes.add(constants.className(superclass));
      }
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        supertypes.add(constants.className(in.readUnsignedShort()));
      }
      members(); // the fields
      List<MethodInfo> methods = members();
      return new ClassFile(name, modifiers, supertypes, annotations().ofElement, methods);
    }

    private List<MethodInfo> members() throws IOException {
      List<MethodInfo> members = new ArrayList<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        int modifiers = in.readUnsignedShort();
        String name = constants.text(in.readUnsignedShort());
        in.readUnsignedShort(); // the descriptor
        Annotations found = annotations();
        members.add(new MethodInfo(name, modifiers, found.ofElement, found.ofParameters));
      }
      return members;
    }

    /** Reads the annotations and skips all other attributes. */
    private Annotations annotations() throws IOException {
      Annotations found = new Annotations(new HashSet<>(), new HashSet<>());
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        String attribute = constants.text(in.readUnsignedShort());
        int length = in.readInt();
        switch (attribute) {
          case "RuntimeVisibleAnnotations" -> addAll(found.ofElement);
          case "RuntimeVisibleParameterAnnotations" -> {
            for (int more = in.readUnsignedByte(); more > 0; more--) {
              addAll(found.ofParameters);
            }
          }
          default -> in.skipNBytes(length);
        }
      }
      return found;
    }

    private void addAll(Set<String> found) throws IOException {
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        found.add(annotation(0));
      }
    }

    private String annotation(int depth) throws IOException {
      String descriptor = constants.text(in.readUnsignedShort());
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        in.readUnsignedShort(); // the element's name
        skipValue(depth + 1);
      }
      return descriptor;
    }

    private void skipValue(int depth) throws IOException {
      if (depth > DEEPEST_VALUE) {
        throw new IOException("an annotation has too many levels");
      }
      switch (in.readUnsignedByte()) {
        case 'e' -> in.skipNBytes(4);
        case '@' -> annotation(depth);
        case '[' -> {
          for (int left = in.readUnsignedShort(); left > 0; left--) {
            skipValue(depth + 1);
          }
        }
        default -> in.skipNBytes(2);
      }
    }
  }
}
