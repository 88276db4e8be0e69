/**
 * HTTP in virtual time: a {@link java.net.http.HttpClient} whose requests are answered by handlers
 * in the same test. Uses the loop by what is public of it, and touches no network. No policy, no
 * exploration and no other client belongs here.
 */
@NullMarked
package dev.heddle.http;

import org.jspecify.annotations.NullMarked;
