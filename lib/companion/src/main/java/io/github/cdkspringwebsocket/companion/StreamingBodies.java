package io.github.cdkspringwebsocket.companion;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/**
 * What StreamingResponseBody writes, each in a thread of its own. A download ends by itself and is left alone: it has a length or a
 * file's name, or its thread is at work. A stream is told by its type, or by a thread that waits whenever one looks, but for a moment.
 */
final class StreamingBodies implements CallableProcessingInterceptor {

	private static final int LOOKS = 10;

	private static final long PAUSE_MILLIS = 100;

	/** In as many looks a stream may be writing, or its thread may wait for a processor. */
	private static final int AT_WORK = 3;

	/** Who writes there waits for the client. */
	private static final Pattern SERVER = Pattern
		.compile("org\\.apache\\.(catalina|coyote|tomcat)\\..*|org\\.eclipse\\.jetty\\..*|io\\.undertow\\..*");

	private final Map<Callable<?>, Body> open = new ConcurrentHashMap<>();

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		this.open.put(task, new Body(Thread.currentThread(), new ServletResponse(request)));
	}

	/** Its thread goes to somebody else now. */
	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, Object result) {
		synchronized (this.open) {
			this.open.remove(task);
			Thread.interrupted();
		}
	}

	void end() throws InterruptedException {
		Map<Callable<?>, Body> streams = new HashMap<>(this.open);
		streams.values().removeIf((body) -> !body.response.isCommitted() || body.response.isOfDownload());
		for (int look = 0; look < LOOKS && !streams.isEmpty(); look++) {
			streams.values().removeIf((body) -> !body.response.isOfEvents() && !body.waits() && ++body.atWork > AT_WORK);
			Thread.sleep(PAUSE_MILLIS);
		}
		streams.forEach(this::interrupt);
	}

	private void interrupt(Callable<?> task, Body body) {
		synchronized (this.open) {
			if (this.open.containsKey(task)) {
				body.thread.interrupt();
			}
		}
	}

	private static final class Body {

		private final Thread thread;

		private final ServletResponse response;

		private int atWork;

		Body(Thread thread, ServletResponse response) {
			this.thread = thread;
			this.response = response;
		}

		boolean waits() {
			Thread.State state = this.thread.getState();
			if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
				return false;
			}
			for (StackTraceElement call : this.thread.getStackTrace()) {
				if (SERVER.matcher(call.getClassName()).matches()) {
					return false;
				}
			}
			return true;
		}

	}

}
