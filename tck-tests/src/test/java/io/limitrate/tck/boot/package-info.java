/** Applications of Spring Boot that run within the test's process. */
@org.jspecify.annotations.NullMarked
package io.limitrate.tck.boot;
