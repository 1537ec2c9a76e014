package io.github.cdkspringwebsocket.companion;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.StringJoiner;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import io.github.cdkspringwebsocket.companion.messaging.Messaging;

/** Writes what the host may know of the application into a file, and tells of messages that wait for slow methods. */
final class Figures {

	private static final Log log = LogFactory.getLog(Companion.class);

	private static final long PAUSE_MILLIS = 5_000;

	private static final String INBOUND = "clientInboundChannel";

	private static final String[] CHANNELS = { INBOUND, "clientOutboundChannel" };

	private final ConfigurableListableBeanFactory beans;

	private final Path file;

	private final OpenSessions sessions;

	/** Null where hosts share no messages. */
	private final Messaging messaging;

	private boolean busy;

	private boolean told;

	Figures(ConfigurableListableBeanFactory beans, File file, OpenSessions sessions, Messaging messaging) {
		this.beans = beans;
		this.file = file.toPath();
		this.sessions = sessions;
		this.messaging = messaging;
	}

	/** Writes them now, and from now on. */
	void start(String server, boolean socket) throws IOException {
		write(server, socket);
		Thread thread = new Thread(() -> goOn(server, socket), "websocket-host-figures");
		thread.setDaemon(true);
		thread.start();
	}

	private void goOn(String server, boolean socket) {
		try {
			while (true) {
				Thread.sleep(PAUSE_MILLIS);
				write(server, socket);
				tellOfWaiting(executor(INBOUND));
			}
		}
		catch (Throwable problem) {
			log.warn("The host's companion writes no more figures: " + problem);
		}
	}

	/** As a whole, and for users that are not the application's. */
	private void write(String server, boolean socket) throws IOException {
		Path next = this.file.resolveSibling(this.file.getFileName() + ".new");
		Files.write(next, json(server, socket).getBytes(StandardCharsets.UTF_8));
		Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
		Files.move(next, this.file, StandardCopyOption.ATOMIC_MOVE);
	}

	private String json(String server, boolean socket) {
		StringJoiner object = object().add("\"server\":\"" + server + "\"").add("\"unixSocket\":" + socket);
		object.add("\"leaving\":" + this.sessions.isLeaving());
		if (this.sessions.isWatched()) {
			StringJoiner open = object();
			this.sessions.count().forEach((kind, count) -> open.add("\"" + kind + "\":" + count));
			object.add("\"sessions\":" + open);
			object.add("\"handshakes\":" + this.sessions.handshakes().json());
			object.add("\"closed\":" + Handshakes.json(this.sessions.closes()));
		}
		Object ofBroker = this.beans.getSingleton("subProtocolWebSocketHandler");
		if (ofBroker != null) {
			object.add("\"sends\":" + Sends.json(ofBroker));
		}
		if (this.messaging != null) {
			object.add("\"messaging\":" + this.messaging.figures());
		}
		object.add("\"jvm\":" + Jvm.json());
		StringJoiner channels = object();
		for (String channel : CHANNELS) {
			ThreadPoolTaskExecutor executor = executor(channel);
			if (executor != null) {
				channels.add("\"" + channel + "\":{\"threads\":" + executor.getCorePoolSize() + ",\"active\":"
						+ executor.getActiveCount() + ",\"waiting\":" + waiting(executor) + "}");
			}
		}
		return object.add("\"channels\":" + channels) + "\n";
	}

	private static StringJoiner object() {
		return new StringJoiner(",", "{", "}");
	}

	/** The channel's threads, if it is there and has any of its own. */
	private ThreadPoolTaskExecutor executor(String channel) {
		Object bean = this.beans.getSingleton(channel + "Executor");
		return bean instanceof ThreadPoolTaskExecutor ? (ThreadPoolTaskExecutor) bean : null;
	}

	private static int waiting(ThreadPoolTaskExecutor executor) {
		return executor.getThreadPoolExecutor().getQueue().size();
	}

	/** Once, when it was so twice in a row. */
	private void tellOfWaiting(ThreadPoolTaskExecutor inbound) {
		boolean busyNow = inbound != null && waiting(inbound) > 0 && inbound.getActiveCount() >= inbound.getCorePoolSize();
		if (busyNow && this.busy && !this.told) {
			log.warn("All " + inbound.getCorePoolSize() + " threads of " + INBOUND + " are busy and " + waiting(inbound)
					+ " messages of clients wait, heartbeats too: their sessions will be closed. Give it more threads with "
					+ "configureClientInboundChannel, or make the slow method return sooner");
		}
		this.told = this.busy && busyNow;
		this.busy = busyNow;
	}

}
