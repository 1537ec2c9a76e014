package io.github.cdkspringwebsocket.companion.messaging;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** Subscribes and publishes on the same connection, which version 3 of the protocol allows. */
final class ValkeyConnection implements Engine.Connection {

	private static final long OTHERS_NANOS = TimeUnit.SECONDS.toNanos(3);

	private static final long PAUSE_MILLIS = 20;

	private static final long ROLE_NANOS = TimeUnit.SECONDS.toNanos(5);

	/** Says nothing new, and is answered with the server's role. */
	private static final byte[] HELLO = Resp.command("HELLO", "3");

	private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

	private final ValkeyEngine engine;

	private final Link link;

	private final Resp resp;

	private final String channel;

	private final byte[] publish;

	/** What came before it was connected. */
	private final Queue<byte[]> early = new ArrayDeque<>();

	private long roleAt = System.nanoTime();

	ValkeyConnection(ValkeyEngine engine, Link link) throws IOException {
		this.engine = engine;
		this.link = link;
		this.resp = new Resp(link.in());
		this.channel = engine.settings().channel();
		this.publish = Resp.command(3, "PUBLISH", this.channel);
		ValkeyLogIn.check(ask(ValkeyLogIn.command(engine.settings())), engine.settings(), link.address());
		ValkeyLogIn.check(ask("SUBSCRIBE", this.channel), engine.settings(), link.address());
		awaitOthers();
		link.keepAlive(Resp.command("PING"), true);
	}

	/** Whoever lost the engine with this host is on its way back: what is published before hears nobody. */
	private void awaitOthers() throws IOException {
		long end = System.nanoTime() + OTHERS_NANOS;
		while (subscribers() < this.engine.receivers() && System.nanoTime() < end) {
			try {
				Thread.sleep(PAUSE_MILLIS);
			}
			catch (InterruptedException stopped) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}

	/** As many as there were, where the engine does not say: its user may not ask. */
	private long subscribers() throws IOException {
		Object answer = this.engine.receivers() == 0 ? null : ask("PUBSUB", "NUMSUB", this.channel);
		return answer instanceof List ? (Long) ((List<?>) answer).get(1) : this.engine.receivers();
	}

	private Object ask(String... words) throws IOException {
		this.link.ask(Resp.command(words));
		while (true) {
			Object said = hear();
			byte[] message = message(said);
			if (message != null) {
				this.early.add(message);
			}
			else {
				this.link.answered();
				return said;
			}
		}
	}

	private Object hear() throws IOException {
		try {
			return this.resp.read();
		}
		catch (ProtocolException problem) {
			throw this.link.address().problem(problem.getMessage());
		}
	}

	/** Null if it is anything else. */
	private static byte[] message(Object said) {
		boolean is = said instanceof Resp.Push && ((List<?>) said).size() == 3 && "message".equals(Resp.text(((List<?>) said).get(0)));
		return is ? (byte[]) ((List<?>) said).get(2) : null;
	}

	/** A failover that was planned leaves the connections to the old primary open, and what a replica is told stays with it. */
	@Override
	public void publish(byte[] message) throws IOException {
		if (System.nanoTime() - this.roleAt > ROLE_NANOS) {
			this.roleAt = System.nanoTime();
			this.link.ask(HELLO);
		}
		byte[] length = ("$" + message.length + "\r\n").getBytes(StandardCharsets.US_ASCII);
		this.link.ask(this.publish, length, message, LINE_END);
	}

	@Override
	public void read(Engine.Receiver receiver) throws IOException {
		Object said = this.early.isEmpty() ? hear() : null;
		byte[] message = said == null ? this.early.remove() : message(said);
		if (message != null) {
			receiver.received(message);
		}
		else if (!(said instanceof Resp.Push)) {
			this.link.answered();
			ValkeyLogIn.check(said, this.engine.settings(), this.link.address());
			if (said instanceof Long) {
				this.engine.reached((Long) said);
				receiver.answered((Long) said);
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.link.close();
	}

}
