/** Classes of an application whose annotations nothing enforces, and one that CDI limits. */
package io.limitrate.tck.cdi.vain;
