/** Code of an application, as the pages show it. */
@NullMarked
package com.acme;

import org.jspecify.annotations.NullMarked;
