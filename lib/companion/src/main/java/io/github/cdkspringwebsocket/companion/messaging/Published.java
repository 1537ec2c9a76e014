package io.github.cdkspringwebsocket.companion.messaging;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The last of what the engine has, for hosts that missed it. */
final class Published {

	private static final long MOST_BYTES = 4 << 20;

	/** Several hosts that missed the same ask at about the same time. */
	private static final long AGAIN_MILLIS = 300;

	private final long maxAge;

	private final Deque<Outgoing> frames = new ArrayDeque<>();

	private final Map<Long, Long> againAt = new HashMap<>();

	private long bytes;

	Published(long maxAge) {
		this.maxAge = maxAge;
	}

	void add(Outgoing published) {
		this.frames.add(published);
		this.bytes += published.frame.length;
		while (!this.frames.isEmpty() && (this.bytes > MOST_BYTES || Frame.now() - this.frames.peek().since > this.maxAge)) {
			Outgoing oldest = this.frames.poll();
			this.bytes -= oldest.frame.length;
			this.againAt.remove(oldest.sequence);
		}
	}

	void again(long from, long to, Consumer<Outgoing> publish) {
		for (Outgoing frame : this.frames) {
			boolean asked = frame.sequence >= from && frame.sequence <= to;
			if (asked && Frame.now() - this.againAt.getOrDefault(frame.sequence, 0L) > AGAIN_MILLIS) {
				this.againAt.put(frame.sequence, Frame.now());
				publish.accept(new Outgoing(frame));
			}
		}
	}

	/** Null if there is none. */
	Outgoing oldest() {
		return this.frames.peek();
	}

}
