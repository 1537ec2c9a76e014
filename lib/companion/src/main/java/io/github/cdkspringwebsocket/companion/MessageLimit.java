package io.github.cdkspringwebsocket.companion;

/** How long the messages of a session may be, and how much room Tomcat keeps for one. */
final class MessageLimit {

	private final int buffer;

	private int longest;

	private int kept = -1;

	MessageLimit(int buffer) {
		this.buffer = buffer;
	}

	int buffer() {
		return this.buffer;
	}

	int longest() {
		return this.longest;
	}

	/** What the session says now: what was made of it here, or else what the application wants. */
	int shorten(int said) {
		if (said != this.kept) {
			this.longest = said;
			this.kept = Math.min(said, this.buffer);
		}
		return this.kept;
	}

}
