package io.github.cdkspringwebsocket.companion;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.util.ReflectionUtils;

/** What became of the handshakes, since the application started. */
final class Handshakes {

	private final AtomicLong asked = new AtomicLong();

	private final AtomicLong opened = new AtomicLong();

	private final AtomicLong webSockets = new AtomicLong();

	private final AtomicLong fallbacks = new AtomicLong();

	private final AtomicLong failed = new AtomicLong();

	/** By their length, to within 6 %. */
	private final Map<Integer, Long> millis = new ConcurrentSkipListMap<>();

	/** By the class of the status that they were refused with, such as 4xx. */
	private final Map<String, Long> refused = new ConcurrentSkipListMap<>();

	void asked() {
		this.asked.incrementAndGet();
	}

	/** A WebSocket is open. */
	void opened(HttpHeaders headers) {
		if (!Arrival.isOwn(headers)) {
			this.opened.incrementAndGet();
			this.webSockets.incrementAndGet();
			if (Arrival.millis(headers) >= 0) {
				took(Arrival.millis(headers));
			}
		}
	}

	/** A session is open that does without a WebSocket; whether it could have one. */
	void fellBack(boolean offered) {
		this.opened.incrementAndGet();
		if (offered) {
			this.fallbacks.incrementAndGet();
		}
	}

	/** A minute at most. */
	private void took(long millis) {
		int most = (int) Math.min(60_000, millis);
		int dropped = Math.max(0, 28 - Integer.numberOfLeadingZeros(most));
		this.millis.merge((most >> dropped << dropped) + (1 << dropped >> 1), 1L, Long::sum);
	}

	void refused(int status) {
		this.refused.merge(status / 100 + "xx", 1L, Long::sum);
	}

	/** It was answered, or ended with a problem. Streams of SockJS are answered with 200. */
	void ended(ServerHttpResponse response, Exception problem) {
		int status = status(response);
		if (problem != null) {
			this.failed.incrementAndGet();
		}
		else if (status >= 300) {
			refused(status);
		}
	}

	/** The servlet's response is of another package since Spring 6. */
	private static int status(ServerHttpResponse response) {
		Method servlets = ReflectionUtils.findMethod(response.getClass(), "getServletResponse");
		Object answer = servlets == null ? null : ReflectionUtils.invokeMethod(servlets, response);
		Method status = answer == null ? null : ReflectionUtils.findMethod(answer.getClass(), "getStatus");
		if (status == null) {
			return 0;
		}
		ReflectionUtils.makeAccessible(status);
		return (Integer) ReflectionUtils.invokeMethod(status, answer);
	}

	String json() {
		return "{\"asked\":" + this.asked + ",\"opened\":" + this.opened + ",\"webSockets\":" + this.webSockets
				+ ",\"fallbacks\":" + this.fallbacks + ",\"refused\":" + json(this.refused) + ",\"failed\":" + this.failed + ",\"millis\":" + json(this.millis) + "}";
	}

	static String json(Map<?, Long> counts) {
		StringJoiner object = new StringJoiner(",", "{", "}");
		counts.forEach((name, count) -> object.add("\"" + name + "\":" + count));
		return object.toString();
	}

}
