package io.limitrate.internal.enforcement;

/**
 * A type of the application that has our annotations.
 *
 * @param woven whether its class file refers to our aspects
 */
record AnnotatedType(ClassFile file, boolean woven) {
  String name() {
    return file.name();
  }
}
