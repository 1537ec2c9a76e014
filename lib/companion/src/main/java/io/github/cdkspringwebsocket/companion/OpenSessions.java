package io.github.cdkspringwebsocket.companion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Open WebSocket and SockJS sessions of every interface, and what became of handshakes. Once closed it lets none open any more. */
final class OpenSessions {

	private static final Log log = LogFactory.getLog(Companion.class);

	private final Map<Object, Open> open = new ConcurrentHashMap<>();

	private final Handshakes handshakes = new Handshakes();

	private final Map<Integer, Long> closes = new ConcurrentSkipListMap<>();

	private volatile ServerEndpoints endpoints;

	private volatile boolean watched;

	private volatile boolean leaving;

	private volatile boolean closed;

	/** How a session is closed, with the status and the reason of {@link Leaving}. */
	interface Closing {

		void close() throws Exception;

	}

	/** Somebody tells of sessions: that there are none means something. */
	void watched() {
		this.watched = true;
	}

	boolean isWatched() {
		return this.watched;
	}

	void setLeaving(boolean leaving) {
		this.leaving = leaving;
	}

	boolean isLeaving() {
		return this.leaving || this.closed;
	}

	void close() {
		this.closed = true;
	}

	boolean isClosed() {
		return this.closed;
	}

	/** Counts a handshake of a client; whether it may go on. */
	boolean ask(HttpHeaders headers) {
		if (Arrival.isOwn(headers)) {
			return !this.closed;
		}
		this.handshakes.asked();
		if (this.closed) {
			this.handshakes.refused(HttpStatus.SERVICE_UNAVAILABLE.value());
		}
		return !this.closed;
	}

	void opened(Object session, String kind, Closing closing) {
		this.open.put(session, new Open(kind, closing));
	}

	/** It has ended, with a status of RFC 6455. */
	void closed(int status) {
		this.closes.merge(status, 1L, Long::sum);
	}

	/** Whether a session of this kind does without a WebSocket. */
	static boolean isFallback(String kind) {
		return kind.startsWith("sockjs-") && !kind.startsWith("sockjs-websocket");
	}

	void ended(Object session) {
		this.open.remove(session);
	}

	/** Null where there are none. */
	void add(ServerEndpoints found) {
		this.endpoints = found;
	}

	/** How each of those that are open now is closed: the fallbacks of SockJS, whose clients send each message by a request, or the others. */
	List<Runnable> closings(boolean fallbacks) {
		List<Runnable> closings = new ArrayList<>();
		this.open.forEach((session, known) -> {
			if (known.isFallback() == fallbacks) {
				closings.add(() -> end(session));
			}
		});
		if (!fallbacks) {
			ofEndpoints().forEach((session) -> closings.add(() -> ServerEndpoints.close(session)));
		}
		return closings;
	}

	private Collection<?> ofEndpoints() {
		return this.endpoints == null ? Collections.emptyList() : this.endpoints.open(this.open.keySet());
	}

	/** Closes a session that may have ended by itself. */
	void end(Object session) {
		Open ending = this.open.remove(session);
		try {
			if (ending != null) {
				ending.closing.close();
			}
		}
		catch (Exception problem) {
			log.debug("A session was not closed in order: " + problem);
		}
	}

	/** How many of each kind. */
	Map<String, Integer> count() {
		Map<String, Integer> count = new TreeMap<>();
		this.open.values().forEach((session) -> count.merge(session.kind, 1, Integer::sum));
		ofEndpoints().forEach((session) -> count.merge("server-endpoint", 1, Integer::sum));
		return count;
	}

	/** How many sessions of Spring MVC ended with each status, since the application started. */
	Map<Integer, Long> closes() {
		return this.closes;
	}

	Handshakes handshakes() {
		return this.handshakes;
	}

	private static final class Open {

		private final String kind;

		private final Closing closing;

		Open(String kind, Closing closing) {
			this.kind = kind;
			this.closing = closing;
		}

		boolean isFallback() {
			return OpenSessions.isFallback(this.kind);
		}

	}

}
