/**
 * HTTP in virtual time: a {@link java.net.http.HttpClient} whose requests handlers in the same test
 * answer. It uses the public API of the loop, and no network. It is optional: nothing else in
 * Heddle knows it, or needs the module {@code java.net.http}. Policies, searches and other clients
 * do not belong here.
 */
@NullMarked
package dev.heddle.http;

import org.jspecify.annotations.NullMarked;
