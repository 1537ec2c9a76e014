package io.github.cdkspringwebsocket.companion.messaging;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The protocol of Valkey and Redis, version 3: what a client of publish and subscribe writes and reads. */
final class Resp {

	/** Of a message. */
	static final int LARGEST = 16 << 20;

	private static final int LONGEST_LINE = 8 << 10;

	private static final int MOST_ELEMENTS = 1 << 10;

	private static final int DEEPEST = 8;

	private static final String FOREIGN = "does not speak Valkey's protocol on this port (does it expect TLS?)";

	private final DataInputStream in;

	Resp(DataInputStream in) {
		this.in = in;
	}

	/** A whole command, or its beginning where more words follow. */
	static byte[] command(int words, String... first) {
		StringBuilder text = new StringBuilder().append('*').append(words).append("\r\n");
		for (String word : first) {
			text.append('$').append(bytes(word).length).append("\r\n").append(word).append("\r\n");
		}
		return bytes(text.toString());
	}

	static byte[] command(String... words) {
		return command(words.length, words);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** Numbers as Long, blobs as byte[], lists and maps as List, pushes and errors as what they are, all else as String. */
	Object read() throws IOException {
		return read(0);
	}

	private Object read(int depth) throws IOException {
		int type = this.in.read();
		switch (type) {
			case ':':
				return number(line());
			case '$':
			case '=':
				return blob();
			case '!':
				return new Failure(text(blob()));
			case '-':
				return new Failure(line());
			case '+':
			case ',':
			case '#':
			case '(':
			case '_':
				return line();
			case '*':
			case '~':
				return elements(new ArrayList<>(), number(line()), depth);
			case '>':
				return elements(new Push(), number(line()), depth);
			case '%':
				return elements(new ArrayList<>(), 2 * number(line()), depth);
			default:
				throw new ProtocolException(FOREIGN);
		}
	}

	private List<Object> elements(List<Object> list, long count, int depth) throws IOException {
		if (count > MOST_ELEMENTS || depth > DEEPEST) {
			throw new ProtocolException(FOREIGN);
		}
		for (long i = 0; i < count; i++) {
			list.add(read(depth + 1));
		}
		return list;
	}

	private byte[] blob() throws IOException {
		long length = number(line());
		if (length > LARGEST) {
			throw new ProtocolException("sent " + length + " bytes at once, and " + LARGEST + " are the most");
		}
		byte[] bytes = new byte[(int) Math.max(0, length)];
		this.in.readFully(bytes);
		if (length >= 0 && !line().isEmpty()) {
			throw new ProtocolException(FOREIGN);
		}
		return bytes;
	}

	private static long number(String line) throws ProtocolException {
		try {
			return Long.parseLong(line);
		}
		catch (NumberFormatException other) {
			throw new ProtocolException(FOREIGN);
		}
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = this.in.read(); next != '\r'; next = this.in.read()) {
			line.write(next);
			if (line.size() > LONGEST_LINE) {
				throw new ProtocolException(FOREIGN);
			}
		}
		if (this.in.read() != '\n') {
			throw new ProtocolException(FOREIGN);
		}
		return text(line.toByteArray());
	}

	static String text(Object bytes) {
		return bytes instanceof byte[] ? new String((byte[]) bytes, StandardCharsets.UTF_8) : String.valueOf(bytes);
	}

	/** What comes without a question. */
	static final class Push extends ArrayList<Object> {

		private static final long serialVersionUID = 1L;

	}

	/** An error; its first word is a code. */
	static final class Failure {

		private final String says;

		Failure(String says) {
			this.says = says;
		}

		@Override
		public String toString() {
			return this.says;
		}

	}

}
