package io.github.cdkspringwebsocket.companion.messaging;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * What this host publishes: what waits, what the engine has not answered yet, and, for those who missed it, the last of what it has.
 * The sequence is given when a frame is written first, so that what is dropped before leaves no gap.
 */
final class Outbox {

	private static final int MOST_FRAMES = 10_000;

	private static final long MOST_BYTES = 16 << 20;

	/** A frame of changes grows up to this while it waits. */
	private static final int CHUNK = 16 << 10;

	private final long maxAge;

	/** Of no place in the sequence, or published before: they go first. */
	private final Deque<Outgoing> urgent = new ArrayDeque<>();

	private final Deque<Outgoing> waiting = new ArrayDeque<>();

	private final Deque<Outgoing> unanswered = new ArrayDeque<>();

	private final Published published;

	private long bytes;

	private long sequence;

	private long sent;

	private long dropped;

	private boolean changesDropped;

	private boolean closed;

	Outbox(long maxAge) {
		this.maxAge = maxAge;
		this.published = new Published(maxAge);
	}

	/** For a host that comes again after its last word. */
	synchronized void open() {
		this.closed = false;
	}

	/** Never waits: the oldest is dropped when there are too many. Nothing follows the last word. */
	synchronized void add(Frame.Kind kind, byte[] frame) {
		if (this.closed) {
			return;
		}
		this.closed = kind == Frame.Kind.BYE;
		this.waiting.add(new Outgoing(kind, frame));
		this.bytes += frame.length;
		while (this.bytes > MOST_BYTES || this.waiting.size() + this.unanswered.size() > MOST_FRAMES) {
			Outgoing oldest = this.waiting.poll();
			if (oldest == null) {
				break;
			}
			drop(oldest);
		}
		notifyAll();
	}

	/** To the frame of changes that is the last to wait, or as one of its own. */
	synchronized void addChange(byte[] change, byte[] emptyFrame) {
		Outgoing last = this.waiting.peekLast();
		boolean grows = last != null && last.kind == Frame.Kind.SESSIONS && last.sequence == 0 && last.frame.length < CHUNK;
		if (grows) {
			last.frame = concatenate(last.frame, change);
			this.bytes += change.length;
		}
		else {
			add(Frame.Kind.SESSIONS, concatenate(emptyFrame, change));
		}
	}

	synchronized void addUrgent(Frame.Kind kind, byte[] frame) {
		if (!this.closed) {
			this.urgent.add(new Outgoing(kind, frame));
			notifyAll();
		}
	}

	/** The next to be written, which counts as unanswered from now on; null if there is none in time. */
	synchronized Outgoing take(boolean urgentOnly, long millis) throws InterruptedException {
		if (this.urgent.isEmpty() && (urgentOnly || this.waiting.isEmpty())) {
			wait(millis);
		}
		Outgoing next = this.urgent.poll();
		while (next == null && !urgentOnly && !this.waiting.isEmpty()) {
			next = number(this.waiting.poll());
		}
		if (next != null) {
			this.unanswered.add(next);
		}
		return next;
	}

	/** Null for a message that has waited for too long. */
	private Outgoing number(Outgoing entry) {
		if (entry.sequence == 0) {
			if (entry.kind.isMessage() && Frame.now() - entry.since > this.maxAge) {
				drop(entry);
				return null;
			}
			entry.sequence = ++this.sequence;
			Frame.number(entry.frame, entry.sequence);
			this.sent += entry.kind.isMessage() ? 1 : 0;
		}
		return entry;
	}

	synchronized void wake() {
		notifyAll();
	}

	/** The oldest is with the engine. */
	synchronized void answered() {
		Outgoing entry = this.unanswered.poll();
		if (entry != null && entry.isFirst()) {
			this.bytes -= entry.frame.length;
			this.published.add(entry);
		}
	}

	/** What is unanswered is written again, before all else and in its order. */
	synchronized void connectionLost() {
		this.urgent.clear();
		for (Iterator<Outgoing> latest = this.unanswered.descendingIterator(); latest.hasNext();) {
			Outgoing entry = latest.next();
			if (entry.isFirst()) {
				this.waiting.addFirst(entry);
			}
		}
		this.unanswered.clear();
	}

	synchronized void again(long from, long to) {
		this.published.again(from, to, this.urgent::add);
		notifyAll();
	}

	/** The last of the sequence that will not come by itself. */
	synchronized long last() {
		Outgoing next = this.waiting.peek();
		return next != null && next.sequence != 0 ? next.sequence - 1 : this.sequence;
	}

	/** The first of the sequence that can be had again. */
	synchronized long oldest() {
		Outgoing oldest = this.published.oldest();
		return oldest == null ? last() + 1 - this.unanswered.stream().filter(Outgoing::isFirst).count() : oldest.sequence;
	}

	synchronized int waiting() {
		return this.waiting.size() + this.unanswered.size();
	}

	synchronized boolean isEmpty() {
		return this.urgent.isEmpty() && waiting() == 0;
	}

	synchronized long sent() {
		return this.sent;
	}

	synchronized long dropped() {
		return this.dropped;
	}

	/** Whether changes of sessions were dropped since the last call: all sessions must be said anew. */
	synchronized boolean takeChangesDropped() {
		boolean was = this.changesDropped;
		this.changesDropped = false;
		return was;
	}

	private void drop(Outgoing entry) {
		this.bytes -= entry.frame.length;
		this.dropped += entry.kind.isMessage() ? 1 : 0;
		this.changesDropped |= entry.kind == Frame.Kind.SESSIONS;
	}

	private static byte[] concatenate(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

}
