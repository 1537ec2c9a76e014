package io.github.cdkspringwebsocket.companion.messaging;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** The threads between the outbox and the engine. Nothing of the application's ever waits for them. */
final class Uplink implements Engine.Receiver {

	private static final Log log = LogFactory.getLog(Messaging.class);

	private static final long FIRST_PAUSE_MILLIS = 250;

	private static final long LONGEST_PAUSE_MILLIS = 1_000;

	/** So long what is unanswered waits for hosts that are not back yet. */
	private static final long GREETING_MILLIS = 3_000;

	private static final long HERE_MILLIS = 5_000;

	private static final long TICK_MILLIS = 1_000;

	private static final long LAST_WORDS_MILLIS = 1_000;

	private final Engine engine;

	private final String name;

	private final Outbox outbox;

	private final Fleet fleet;

	private final LocalSessions sessions;

	private volatile boolean connected;

	private volatile String problem = "not connected yet";

	private volatile boolean over;

	private boolean toldAway;

	private Thread writer;

	Uplink(Engine engine, String name, Outbox outbox, Fleet fleet, LocalSessions sessions) {
		this.engine = engine;
		this.name = name;
		this.outbox = outbox;
		this.fleet = fleet;
		this.sessions = sessions;
	}

	void start() {
		Thread before = this.writer;
		this.writer = thread("writer", () -> runAfter(before));
		this.writer.start();
	}

	/** Publishes what waits, if the engine takes it within a second. */
	void stop(Runnable whenDone) {
		long end = Frame.now() + LAST_WORDS_MILLIS;
		thread("leaving", () -> {
			try {
				while (this.connected && Frame.now() < end && !this.outbox.isEmpty()) {
					Thread.sleep(10);
				}
			}
			catch (InterruptedException hurry) {
				Thread.currentThread().interrupt();
			}
			finally {
				this.over = true;
				this.outbox.wake();
				whenDone.run();
			}
		}).start();
	}

	boolean isConnected() {
		return this.connected;
	}

	/** Why it is not connected. */
	String problem() {
		return this.problem;
	}

	@Override
	public void received(byte[] message) {
		this.fleet.received(message);
	}

	@Override
	public void answered(long receivers) {
		this.outbox.answered();
	}

	/** Whoever stops a context may start it again. */
	private void runAfter(Thread before) {
		try {
			if (before != null) {
				before.join();
			}
			this.over = false;
			run();
		}
		catch (InterruptedException hurry) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		long pause = FIRST_PAUSE_MILLIS;
		while (!this.over) {
			try (Engine.Connection connection = this.engine.connect()) {
				pause = FIRST_PAUSE_MILLIS;
				serve(connection);
			}
			catch (InterruptedException over) {
				return;
			}
			catch (Throwable away) {
				away(away);
			}
			this.outbox.connectionLost();
			this.fleet.connectionLost();
			this.fleet.tick();
			pause(pause);
			pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
		}
	}

	private void serve(Engine.Connection connection) throws IOException, InterruptedException {
		Reader reader = new Reader(connection);
		Thread thread = thread("reader", reader);
		thread.start();
		try {
			connected();
			write(connection, reader);
		}
		finally {
			this.connected = false;
			connection.close();
			thread.join();
		}
		if (reader.failure != null && !this.over) {
			throw reader.failure;
		}
	}

	private void write(Engine.Connection connection, Reader reader) throws IOException, InterruptedException {
		long since = Frame.now();
		long hereAt = since;
		this.fleet.sayHello();
		this.sessions.want();
		while (reader.failure == null && !this.over) {
			boolean greeting = !this.fleet.isHeardSince(since) && Frame.now() - since < GREETING_MILLIS;
			Outgoing next = this.outbox.take(greeting, greeting ? 20 : TICK_MILLIS);
			if (next != null) {
				connection.publish(next.frame);
			}
			if (Frame.now() - hereAt > HERE_MILLIS) {
				hereAt = Frame.now();
				this.fleet.sayHere();
			}
			if (next == null) {
				this.fleet.tick();
			}
			this.sessions.sayAllIfWanted();
		}
	}

	private void connected() {
		log.info("Messages are shared with the fleet: connected to " + this.name);
		this.connected = true;
		this.problem = null;
		this.toldAway = false;
	}

	private void away(Throwable failure) {
		this.problem = failure.getMessage() == null ? failure.toString() : failure.getMessage();
		if (!this.toldAway && !this.over) {
			this.toldAway = true;
			log.warn("Messages stay on this host for now, engine away: " + this.problem);
		}
	}

	private void pause(long millis) {
		try {
			long end = Frame.now() + millis + ThreadLocalRandom.current().nextLong(FIRST_PAUSE_MILLIS);
			for (long left; !this.over && (left = end - Frame.now()) > 0;) {
				Thread.sleep(Math.min(left, 50));
			}
		}
		catch (InterruptedException hurry) {
			Thread.currentThread().interrupt();
		}
	}

	private static Thread thread(String name, Runnable task) {
		Thread thread = new Thread(task, "websocket-host-messaging-" + name);
		thread.setDaemon(true);
		return thread;
	}

	private final class Reader implements Runnable {

		private final Engine.Connection connection;

		private volatile IOException failure;

		Reader(Engine.Connection connection) {
			this.connection = connection;
		}

		@Override
		public void run() {
			try {
				while (true) {
					this.connection.read(Uplink.this);
				}
			}
			catch (IOException lost) {
				this.failure = lost;
			}
			catch (Throwable lost) {
				this.failure = new IOException(lost.toString(), lost);
			}
			Uplink.this.outbox.wake();
			close();
		}

		/** A write that waits ends too. */
		private void close() {
			try {
				this.connection.close();
			}
			catch (IOException closed) {
				log.debug("The connection was closed already: " + closed);
			}
		}

	}

}
