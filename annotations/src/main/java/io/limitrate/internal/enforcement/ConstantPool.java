package io.limitrate.internal.enforcement;

import java.io.DataInputStream;
import java.io.IOException;

/**
 * The constants of a class file that are needed to read names.
 *
 * @param texts the texts by index; {@code null} for other constants
 * @param names for the index of a class, the index of the class's name
 */
@SuppressWarnings("ArrayRecordComponent") // instances are never compared
record ConstantPool(String[] texts, int[] names) {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;

  static ConstantPool read(DataInputStream in) throws IOException {
    int size = in.readUnsignedShort();
    ConstantPool pool = new ConstantPool(new String[size], new int[size]);
    for (int i = 1; i < size; i++) {
      int tag = in.readUnsignedByte();
      pool.readConstant(in, tag, i);
      if (tag == LONG || tag == DOUBLE) {
        i++; // a long or double takes two indexes
      }
    }
    return pool;
  }

  private void readConstant(DataInputStream in, int tag, int index) throws IOException {
    switch (tag) {
      case UTF8 -> texts[index] = in.readUTF();
      case CLASS -> names[index] = in.readUnsignedShort();
      case 8, 16, 19, 20 -> in.skipNBytes(2);
      case 15 -> in.skipNBytes(3);
      case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
      case LONG, DOUBLE -> in.skipNBytes(8);
      default -> throw new IOException("no constant has the tag " + tag);
    }
  }

  String text(int index) throws IOException {
    String text = texts[index];
    if (text == null) {
      throw new IOException("constant " + index + " is no text");
    }
    return text;
  }

  String className(int index) throws IOException {
    return text(names[index]).replace('/', '.');
  }
}
