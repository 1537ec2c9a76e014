package io.github.cdkspringwebsocket.companion.messaging;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What happens to sessions, as bytes that can follow each other. */
final class SessionChange {

	/** All sessions follow, up to the end. */
	private static final byte BEGIN = 0;

	private static final byte CONNECTED = 1;

	private static final byte SUBSCRIBED = 2;

	private static final byte UNSUBSCRIBED = 3;

	private static final byte DISCONNECTED = 4;

	private static final byte END = 5;

	private SessionChange() {
	}

	static byte[] begin() {
		return write(BEGIN, -1);
	}

	static byte[] end() {
		return write(END, -1);
	}

	static byte[] connected(String session, String user) {
		return write(CONNECTED, -1, session, user);
	}

	static byte[] subscribed(String session, String subscription, String destination) {
		return write(SUBSCRIBED, -1, session, subscription, destination);
	}

	static byte[] unsubscribed(String session, String subscription) {
		return write(UNSUBSCRIBED, -1, session, subscription);
	}

	static byte[] disconnected(String session, int status) {
		return write(DISCONNECTED, status, session);
	}

	private static byte[] write(byte what, int status, String... texts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeByte(what);
			for (String text : texts) {
				Frame.writeText(out, text);
			}
			if (what == DISCONNECTED) {
				out.writeInt(status);
			}
		}
		catch (IOException impossible) {
			throw new UncheckedIOException(impossible);
		}
		return bytes.toByteArray();
	}

	static void readAll(DataInputStream in, Reader reader) throws IOException {
		while (in.available() > 0) {
			switch (in.readByte()) {
				case BEGIN:
					reader.begin();
					break;
				case CONNECTED:
					reader.connected(Frame.readText(in), Frame.readText(in));
					break;
				case SUBSCRIBED:
					reader.subscribed(Frame.readText(in), Frame.readText(in), Frame.readText(in));
					break;
				case UNSUBSCRIBED:
					reader.unsubscribed(Frame.readText(in), Frame.readText(in));
					break;
				case DISCONNECTED:
					reader.disconnected(Frame.readText(in), in.readInt());
					break;
				case END:
					reader.end();
					break;
				default:
					throw new IOException("a change of sessions is of another version");
			}
		}
	}

	interface Reader {

		void begin();

		void connected(String session, String user);

		void subscribed(String session, String subscription, String destination);

		void unsubscribed(String session, String subscription);

		void disconnected(String session, int status);

		void end();

	}

}
