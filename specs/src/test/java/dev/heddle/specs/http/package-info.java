/** Programs that know nothing but java.net.http, in a virtual web. */
@NullMarked
package dev.heddle.specs.http;

import org.jspecify.annotations.NullMarked;
