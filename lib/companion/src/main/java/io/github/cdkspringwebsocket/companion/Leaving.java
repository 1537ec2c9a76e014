package io.github.cdkspringwebsocket.companion;

import java.io.File;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Tells every client that this host leaves, a few at a time, so that they do not all come to another one at once. */
final class Leaving {

	/** What clients hear, with the status 1001. */
	static final String REASON = "The host is leaving, connect again";

	private static final Log log = LogFactory.getLog(Companion.class);

	private static final long WATCH_MILLIS = 500;

	/** Longer than a load balancer may take to send new ones elsewhere. */
	private static final long LATE_MILLIS = 20_000;

	private static final long LONGEST_MILLIS = 10_000;

	private static final long MILLIS_A_SESSION = 10;

	/** A client that does not read holds up a thread. */
	private static final int THREADS = 16;

	/** How long the last ones may take. */
	private static final long PATIENCE_MILLIS = 2_000;

	private final OpenSessions sessions;

	private final List<OpenStreams> streams = new CopyOnWriteArrayList<>();

	Leaving(OpenSessions sessions) {
		this.sessions = sessions;
	}

	/** Answers without an end, which a graceful shutdown would wait for. */
	interface OpenStreams {

		void end() throws InterruptedException;

	}

	void add(OpenStreams open) {
		this.streams.add(open);
	}

	/** The application ends: it lets nobody in any more. Streams go last, they would come back while it still answers. */
	void end() throws InterruptedException {
		this.sessions.close();
		leave();
	}

	/**
	 * Leaves when a file of that name appears, and again for those whom the load balancer still sent here. Handshakes go on being
	 * answered: a refused one is a failed request, and who is told at once comes back.
	 */
	void watch(File file) {
		Thread thread = new Thread(() -> follow(file), "websocket-host-companion");
		thread.setDaemon(true);
		thread.start();
	}

	private void follow(File file) {
		try {
			while (true) {
				while (!file.exists()) {
					Thread.sleep(WATCH_MILLIS);
				}
				this.sessions.setLeaving(true);
				while (file.exists()) {
					leave();
					Thread.sleep(LATE_MILLIS);
				}
				this.sessions.setLeaving(false);
			}
		}
		catch (Throwable problem) {
			log.warn("The host's companion could not close the sessions: " + problem);
		}
	}

	/** Returns when all are told, or would not listen. */
	private synchronized void leave() throws InterruptedException {
		// First those whose next message the load balancer would already lead to a host that does not know them.
		List<Runnable> fallbacks = this.sessions.closings(true);
		List<Runnable> sockets = this.sessions.closings(false);
		if (fallbacks.size() + sockets.size() > 0) {
			spread(fallbacks, sockets);
		}
		for (OpenStreams open : this.streams) {
			open.end();
		}
	}

	private static void spread(List<Runnable> fallbacks, List<Runnable> sockets) throws InterruptedException {
		int all = fallbacks.size() + sockets.size();
		log.info("The host is leaving: " + all + " sessions are closed within " + window(all) + " ms");
		ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, (task) -> {
			Thread thread = new Thread(task, "websocket-host-leaving");
			thread.setDaemon(true);
			return thread;
		});
		schedule(fallbacks, window(fallbacks.size()), threads);
		schedule(sockets, window(all), threads);
		threads.shutdown();
		if (!threads.awaitTermination(window(all) + PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
			threads.shutdownNow();
		}
	}

	private static void schedule(List<Runnable> closings, long window, ScheduledExecutorService threads) {
		for (Runnable closing : closings) {
			threads.schedule(closing, ThreadLocalRandom.current().nextLong(window), TimeUnit.MILLISECONDS);
		}
	}

	private static long window(int sessions) {
		return Math.min(LONGEST_MILLIS, MILLIS_A_SESSION * sessions);
	}

}
