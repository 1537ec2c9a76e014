package io.github.cdkspringwebsocket.companion.messaging;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The sequence of another host: each frame once and in order; what is missing is asked for, and waited for, before it counts as lost. */
final class OtherHost {

	private static final long SILENCE_MILLIS = 15_000;

	private static final long MEMORY_MILLIS = 600_000;

	private static final long ASK_MILLIS = 500;

	private static final long PATIENCE_MILLIS = 2_000;

	private static final int MOST_HELD = 10_000;

	private final Consumer<Frame> inOrder;

	/** Came too early. */
	private final SortedMap<Long, Frame> held = new TreeMap<>();

	private String name = "";

	private volatile boolean silent = true;

	private volatile long heardAt;

	private long expected;

	/** The last that there is, as far as is known. */
	private long last;

	private long missingSince;

	private long askedAt;

	/** Arrival by this host's clock less departure by its own, when nothing held a frame up. */
	private long fastest = Long.MAX_VALUE;

	private long fastestAt;

	OtherHost(Consumer<Frame> inOrder) {
		this.inOrder = inOrder;
	}

	String name() {
		return this.name;
	}

	void isCalled(String name) {
		this.name = name;
	}

	/** Whether it has been heard since, or is not there. */
	boolean isSilentOrHeardSince(long time) {
		return this.silent || this.heardAt >= time;
	}

	/** Whether it has become silent just now. Its place in the sequence is kept: what is missed meanwhile is lost. */
	boolean becomesSilent() {
		boolean now = !this.silent && Frame.now() - this.heardAt > SILENCE_MILLIS;
		this.silent |= now;
		return now;
	}

	boolean isSilent() {
		return this.silent;
	}

	boolean isForgotten() {
		return Frame.now() - this.heardAt > MEMORY_MILLIS;
	}

	/** How long a frame was on its way, more than the fastest. Two clocks drift: by less than a thousandth. */
	long heard(Frame frame) {
		long now = Frame.now();
		long took = now - frame.time;
		long drift = (now - this.fastestAt) / 1_000;
		this.fastest = this.fastest == Long.MAX_VALUE ? took : Math.min(took, this.fastest + drift);
		this.fastestAt += this.fastestAt == 0 ? now : drift * 1_000;
		this.heardAt = now;
		this.silent = false;
		return took - this.fastest;
	}

	/** How many it lost for that. */
	long isAt(long last, long oldest) {
		if (this.expected == 0) {
			this.expected = last + 1;
		}
		this.last = Math.max(this.last, last);
		long lost = skipTo(Math.min(oldest, next()));
		noteMissing();
		return lost;
	}

	long published(Frame frame) {
		if (this.expected == 0) {
			this.expected = frame.sequence;
		}
		if (frame.sequence < this.expected || this.held.putIfAbsent(frame.sequence, frame) != null) {
			return 0;
		}
		this.last = Math.max(this.last, frame.sequence);
		deliver();
		noteMissing();
		return this.held.size() > MOST_HELD ? skipTo(next()) : 0;
	}

	/** What is missing longer than it is worth to wait for. */
	long giveUp() {
		boolean tooLong = isMissing() && Frame.now() - this.missingSince > PATIENCE_MILLIS;
		long lost = tooLong ? skipTo(next()) : 0;
		noteMissing();
		return lost;
	}

	/** From and to, or null if there is nothing to ask for at the moment. */
	long[] ask() {
		if (!isMissing() || Frame.now() - this.askedAt < ASK_MILLIS) {
			return null;
		}
		this.askedAt = Frame.now();
		return new long[] { this.expected, next() - 1 };
	}

	private boolean isMissing() {
		return this.expected != 0 && this.expected <= this.last;
	}

	/** The first that is not missing. */
	private long next() {
		return this.held.isEmpty() ? this.last + 1 : this.held.firstKey();
	}

	private void noteMissing() {
		if (!isMissing()) {
			this.missingSince = 0;
			this.askedAt = 0;
		}
		else if (this.missingSince == 0) {
			this.missingSince = Frame.now();
		}
	}

	private long skipTo(long sequence) {
		long lost = Math.max(0, sequence - this.expected);
		this.expected += lost;
		deliver();
		return lost;
	}

	private void deliver() {
		for (Frame next; (next = this.held.remove(this.expected)) != null;) {
			this.expected++;
			this.missingSince = 0;
			this.inOrder.accept(next);
		}
	}

}
