package io.github.cdkspringwebsocket.companion.messaging;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A frame of STOMP 1.2. */
final class StompFrame {

	/** Of a body. */
	static final int LARGEST = 16 << 20;

	private static final int LONGEST_LINE = 8 << 10;

	private static final int MOST_HEADERS = 1 << 7;

	private static final String FOREIGN = "does not speak STOMP on this port (does it expect TLS?)";

	private final String command;

	private final Map<String, String> headers = new LinkedHashMap<>();

	private byte[] body = {};

	StompFrame(String command) {
		this.command = command;
	}

	StompFrame with(String header, Object value) {
		this.headers.put(header, String.valueOf(value));
		return this;
	}

	String command() {
		return this.command;
	}

	/** Empty if it has none. */
	String header(String name) {
		return this.headers.getOrDefault(name, "");
	}

	byte[] body() {
		return this.body;
	}

	/** All that stands before the body. */
	byte[] head() {
		StringBuilder text = new StringBuilder(this.command).append('\n');
		this.headers.forEach((name, value) -> text.append(escape(name)).append(':').append(escape(value)).append('\n'));
		return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
	}

	/** CONNECT alone is not escaped, and takes no line breaks. */
	private String escape(String text) {
		return this.command.equals("CONNECT") ? text.replaceAll("[\r\n]", "")
				: text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace(":", "\\c");
	}

	private String unescape(String text) {
		StringBuilder plain = new StringBuilder();
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			if (next == '\\' && i + 1 < text.length() && !this.command.equals("CONNECTED")) {
				char escaped = text.charAt(++i);
				next = escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped == 'c' ? ':' : escaped;
			}
			plain.append(next);
		}
		return plain.toString();
	}

	/** The next frame, after any heartbeats. */
	static StompFrame read(DataInputStream in) throws IOException {
		String command = line(in);
		while (command.isEmpty()) {
			command = line(in);
		}
		if (!command.matches("[A-Z]+")) {
			throw new ProtocolException(FOREIGN);
		}
		StompFrame frame = new StompFrame(command);
		for (String header = line(in); !header.isEmpty(); header = line(in)) {
			int colon = header.indexOf(':');
			if (colon < 0 || frame.headers.size() == MOST_HEADERS) {
				throw new ProtocolException(FOREIGN);
			}
			frame.headers.putIfAbsent(frame.unescape(header.substring(0, colon)), frame.unescape(header.substring(colon + 1)));
		}
		frame.readBody(in);
		return frame;
	}

	private void readBody(DataInputStream in) throws IOException {
		String length = header("content-length").trim();
		if (length.isEmpty()) {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			for (int next = in.read(); next != 0; next = in.read()) {
				bytes.write(next);
				checkLength(bytes.size());
			}
			this.body = bytes.toByteArray();
			return;
		}
		if (!length.matches("[0-9]{1,18}")) {
			throw new ProtocolException(FOREIGN);
		}
		checkLength(Long.parseLong(length));
		this.body = new byte[Integer.parseInt(length)];
		in.readFully(this.body);
		if (in.read() != 0) {
			throw new ProtocolException(FOREIGN);
		}
	}

	private static void checkLength(long length) throws ProtocolException {
		if (length > LARGEST) {
			throw new ProtocolException("sent " + length + " bytes at once, and " + LARGEST + " are the most");
		}
	}

	private static String line(DataInputStream in) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = in.read(); next != '\n'; next = in.read()) {
			line.write(next);
			if (line.size() > LONGEST_LINE) {
				throw new ProtocolException(FOREIGN);
			}
		}
		String text = new String(line.toByteArray(), StandardCharsets.UTF_8);
		return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
	}

}
