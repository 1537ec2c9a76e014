package io.github.cdkspringwebsocket.companion.messaging;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayDeque;
import java.util.Queue;

/** Subscribes and sends on one connection; a RECEIPT tells that a message is safe. */
final class StompConnection implements Engine.Connection {

	/** ActiveMQ does not tell who has subscribed. */
	private static final long OTHERS_MILLIS = 1_500;

	private static final String SUBSCRIBED = "subscribed";

	private static final byte[] END = { 0 };

	/** What this host keeps to, and what it expects, in milliseconds; it sends more often than it has to. */
	private static final String HEARTBEATS = Link.SILENT_SECONDS * 1_000 + ",3000";

	/** What ActiveMQ Classic keeps for a host that reads slowly, before it holds up the others. */
	private static final int PENDING = 10_000;

	private final Settings settings;

	private final Link link;

	private final String topic;

	/** What came before it was connected. */
	private final Queue<byte[]> early = new ArrayDeque<>();

	private long sent;

	private long answered;

	StompConnection(Settings settings, Link link, boolean again) throws IOException {
		this.settings = settings;
		this.link = link;
		this.topic = "/topic/" + settings.channel();
		ask(connect(), "CONNECTED");
		ask(new StompFrame("SUBSCRIBE").with("id", "0").with("destination", this.topic).with("ack", "auto")
			.with("activemq.maximumPendingMessageLimit", PENDING).with("receipt", SUBSCRIBED), "RECEIPT");
		if (again) {
			awaitOthers();
		}
		link.keepAlive(new byte[] { '\n' }, false);
	}

	private StompFrame connect() {
		StompFrame connect = new StompFrame("CONNECT").with("accept-version", "1.2").with("host", this.link.address().host())
			.with("heart-beat", HEARTBEATS);
		if (this.settings.username() != null) {
			connect.with("login", this.settings.username());
		}
		if (this.settings.password() != null) {
			connect.with("passcode", this.settings.password());
		}
		return connect;
	}

	private static void awaitOthers() {
		try {
			Thread.sleep(OTHERS_MILLIS);
		}
		catch (InterruptedException stopped) {
			Thread.currentThread().interrupt();
		}
	}

	private void ask(StompFrame question, String answer) throws IOException {
		this.link.ask(question.head(), END);
		for (StompFrame frame = hear(); !frame.command().equals(answer); frame = hear()) {
			if (frame.command().equals("MESSAGE")) {
				this.early.add(frame.body());
			}
		}
		this.link.answered();
	}

	/** The next frame that is no error. */
	private StompFrame hear() throws IOException {
		StompFrame frame;
		try {
			frame = StompFrame.read(this.link.in());
		}
		catch (ProtocolException problem) {
			throw this.link.address().problem(problem.getMessage());
		}
		if (frame.command().equals("ERROR")) {
			throw this.link.address().problem(why(frame.header("message")));
		}
		return frame;
	}

	private String why(String error) {
		String text = error.toLowerCase();
		if (text.contains("password is invalid") || text.contains("unable to validate user")) {
			return this.settings.username() == null ? "asks for a user and a password, and none is set"
					: "refuses the password of user " + this.settings.username();
		}
		if (text.contains("not authorized") || text.contains("permission") || text.contains("error creating subscription")) {
			return "does not allow user " + this.settings.username() + " what it needs on topic " + this.settings.channel() + ": " + error;
		}
		return "refuses: " + error;
	}

	@Override
	public void publish(byte[] message) throws IOException {
		StompFrame send = new StompFrame("SEND").with("destination", this.topic).with("content-length", message.length)
			.with("receipt", ++this.sent);
		this.link.ask(send.head(), message, END);
	}

	@Override
	public void read(Engine.Receiver receiver) throws IOException {
		if (!this.early.isEmpty()) {
			receiver.received(this.early.remove());
			return;
		}
		StompFrame frame = hear();
		if (frame.command().equals("MESSAGE")) {
			receiver.received(frame.body());
		}
		else if (frame.command().equals("RECEIPT")) {
			if (!frame.header("receipt-id").equals(String.valueOf(++this.answered))) {
				throw this.link.address().problem("answers out of order: " + frame.header("receipt-id") + " instead of " + this.answered);
			}
			this.link.answered();
			receiver.answered(-1);
		}
	}

	@Override
	public void close() throws IOException {
		this.link.close();
	}

}
