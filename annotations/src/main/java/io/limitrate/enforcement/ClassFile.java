package io.limitrate.enforcement;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a class file says of its type: a class is not loaded for that, which would be too early for
 * a load-time weaver.
 *
 * @param name as {@code com.acme.Products}
 * @param supertypes the names of the superclass and the interfaces, in the same form
 * @param annotations the descriptors of the annotations at the type, such as {@code
 *     Lcom/acme/Cheap;}
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

  /** A compiler nests no deeper, and a damaged file must not overflow the stack. */
  private static final int DEEPEST_VALUE = 100;

  /** A method and the descriptors of its annotations. */
  record MethodInfo(String name, int modifiers, Set<String> annotations) {
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
   * @throws IOException if the bytes are none
   */
  static ClassFile read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.skipNBytes(8);
      return new Reader(in, ConstantPool.read(in)).type();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException(e);
    }
  }

  /** Reads what comes after the constants. */
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
      return new ClassFile(name, modifiers, supertypes, annotations(), methods);
    }

    private List<MethodInfo> members() throws IOException {
      List<MethodInfo> members = new ArrayList<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        int modifiers = in.readUnsignedShort();
        String name = constants.text(in.readUnsignedShort());
        in.readUnsignedShort(); // the descriptor
        members.add(new MethodInfo(name, modifiers, annotations()));
      }
      return members;
    }

    /** Of the attributes, only the annotations. */
    private Set<String> annotations() throws IOException {
      Set<String> found = new HashSet<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        String attribute = constants.text(in.readUnsignedShort());
        int length = in.readInt();
        if (attribute.equals("RuntimeVisibleAnnotations")) {
          for (int more = in.readUnsignedShort(); more > 0; more--) {
            found.add(annotation(0));
          }
        } else {
          in.skipNBytes(length);
        }
      }
      return found;
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
