package io.limitrate.internal.enforcement;

/**
 * A type of the application that has Limitrate's annotations.
 *
 * @param woven whether the type's class file refers to Limitrate's aspects
 */
record AnnotatedType(ClassFile file, boolean woven) {
  String name() {
    return file.name();
  }
}
