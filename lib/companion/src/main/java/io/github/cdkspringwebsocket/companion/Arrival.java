package io.github.cdkspringwebsocket.companion;

import org.springframework.http.HttpHeaders;

/** What nginx and the host's agent say of a handshake in its headers. */
final class Arrival {

	/** When nginx passed it on, such as t=1790000000.123, in seconds. */
	private static final String STARTED = "X-Request-Start";

	/** How the agent's own keys begin: the Base64 text of websocket-host, as far as no later byte changes it. */
	private static final String OWN_KEY = "d2Vic29ja2V0LWhvc3";

	private Arrival() {
	}

	/** Whether the agent asks, which is no client. */
	static boolean isOwn(HttpHeaders headers) {
		String key = headers.getFirst("Sec-WebSocket-Key");
		return key != null && key.startsWith(OWN_KEY);
	}

	/** How long ago nginx passed it on; -1 where it did not come through nginx. */
	static long millis(HttpHeaders headers) {
		String started = headers.getFirst(STARTED);
		if (started == null || !started.matches("t=\\d{1,12}\\.\\d{3}")) {
			return -1;
		}
		return Math.max(0, System.currentTimeMillis() - Long.parseLong(started.substring(2).replace(".", "")));
	}

}
