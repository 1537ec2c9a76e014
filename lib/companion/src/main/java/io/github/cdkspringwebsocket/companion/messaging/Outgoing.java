package io.github.cdkspringwebsocket.companion.messaging;

/** A frame on its way. */
final class Outgoing {

	final Frame.Kind kind;

	final long since = Frame.now();

	/** Whether it was published before, and is published again for who missed it. */
	final boolean again;

	byte[] frame;

	/** None yet, or none at all, if it is 0. */
	long sequence;

	Outgoing(Frame.Kind kind, byte[] frame) {
		this.kind = kind;
		this.frame = frame;
		this.again = false;
	}

	Outgoing(Outgoing first) {
		this.kind = first.kind;
		this.frame = first.frame;
		this.sequence = first.sequence;
		this.again = true;
	}

	/** Whether it takes its place in the sequence, and is not only a copy. */
	boolean isFirst() {
		return this.sequence != 0 && !this.again;
	}

}
