package io.github.cdkspringwebsocket.companion.messaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What travels: version, kind, origin, sequence and time, then what its kind says. */
final class Frame {

	enum Kind {

		/** A message for a broker destination. */
		TOPIC,
		/** A message for a user, before Spring resolves the destination to the user's sessions. */
		USER,
		/** Changes of the origin's sessions. */
		SESSIONS,
		/** The origin leaves. */
		BYE,
		/** The origin is there; up to which sequence it has published, and from which it still has what it published. */
		HERE,
		/** The same from one that has just come, or come back, and wants to hear HERE and all sessions from everybody. */
		HELLO,
		/** Asks one origin to publish a part of its sequence again. */
		AGAIN;

		private static final Kind[] ALL = values();

		boolean isMessage() {
			return this == TOPIC || this == USER;
		}

		/** Whether it has a place in the origin's sequence. */
		boolean isSequenced() {
			return this != HERE && this != HELLO && this != AGAIN;
		}

	}

	/** Two versions of the companion meet whenever a new one is deployed. */
	private static final byte VERSION = 1;

	private static final int SEQUENCE_AT = 10;

	private static final int HEAD = 26;

	final Kind kind;

	final long origin;

	final long sequence;

	/** In milliseconds of the origin's own clock, which never jumps. */
	final long time;

	/** Null if nobody wants it any more. */
	final DataInputStream body;

	private Frame(byte[] bytes) throws IOException {
		ByteBuffer head = ByteBuffer.wrap(bytes);
		if (bytes.length < HEAD || head.get() != VERSION || bytes[1] < 0 || bytes[1] >= Kind.ALL.length) {
			throw new IOException("a message of another version, or of somebody else, is on the channel");
		}
		this.kind = Kind.ALL[head.get()];
		this.origin = head.getLong();
		this.sequence = head.getLong();
		this.time = head.getLong();
		this.body = new DataInputStream(new ByteArrayInputStream(bytes, HEAD, bytes.length - HEAD));
	}

	private Frame(Frame whole) {
		this.kind = whole.kind;
		this.origin = whole.origin;
		this.sequence = whole.sequence;
		this.time = whole.time;
		this.body = null;
	}

	static Frame read(byte[] bytes) throws IOException {
		return new Frame(bytes);
	}

	/** It keeps its place in the sequence only. */
	Frame emptied() {
		return new Frame(this);
	}

	static byte[] write(Kind kind, long origin, Body body) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeByte(VERSION);
			out.writeByte(kind.ordinal());
			out.writeLong(origin);
			out.writeLong(0);
			out.writeLong(now());
			body.write(out);
		}
		catch (IOException impossible) {
			throw new UncheckedIOException(impossible);
		}
		return bytes.toByteArray();
	}

	static void number(byte[] frame, long sequence) {
		ByteBuffer.wrap(frame).putLong(SEQUENCE_AT, sequence);
	}

	static long now() {
		return System.nanoTime() / 1_000_000;
	}

	static void writeText(DataOutputStream out, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		out.writeInt(bytes.length);
		out.write(bytes);
	}

	static String readText(DataInputStream in) throws IOException {
		return new String(readBytes(in, in.readInt()), StandardCharsets.UTF_8);
	}

	static byte[] readBytes(DataInputStream in, int length) throws IOException {
		if (length < 0 || length > in.available()) {
			throw new IOException("a message on the channel is shorter than it says");
		}
		byte[] bytes = new byte[length];
		in.readFully(bytes);
		return bytes;
	}

	interface Body {

		void write(DataOutputStream out) throws IOException;

	}

}
