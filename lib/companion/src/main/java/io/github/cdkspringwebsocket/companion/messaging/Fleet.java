package io.github.cdkspringwebsocket.companion.messaging;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** What is heard from the other hosts, and what they are told about this one. */
final class Fleet {

	private static final Log log = LogFactory.getLog(Messaging.class);

	private static final String NOT_UNDERSTOOD = "Messages of other hosts are not understood: ";

	private static final long PROBLEM_MILLIS = 60_000;

	private static final long PAUSE_MILLIS = 1_000;

	private final long origin = ThreadLocalRandom.current().nextLong();

	private final String name;

	private final long maxAge;

	private final Outbox outbox;

	private final Listener listener;

	private final Map<Long, OtherHost> hosts = new ConcurrentHashMap<>();

	/** For the thread that reads, and for the one that writes while nobody reads. */
	private final ReentrantLock lock = new ReentrantLock();

	/** Whether the engine has handed back what this host says, since it is connected. */
	private volatile boolean returned;

	private volatile long received;

	private volatile long lost;

	private volatile long tooOld;

	private volatile String problem;

	private volatile long problemAt;

	private long helloAt;

	private boolean helloWanted;

	Fleet(String name, long maxAge, Outbox outbox, Listener listener) {
		this.name = name;
		this.maxAge = maxAge;
		this.outbox = outbox;
		this.listener = listener;
	}

	long origin() {
		return this.origin;
	}

	/** Whether everybody who was there has been heard since. */
	boolean isHeardSince(long time) {
		return this.hosts.values().stream().allMatch((host) -> host.isSilentOrHeardSince(time));
	}

	void sayHello() {
		say(Frame.Kind.HELLO);
	}

	void sayHere() {
		say(Frame.Kind.HERE);
	}

	private void say(Frame.Kind kind) {
		this.outbox.addUrgent(kind, Frame.write(kind, this.origin, (out) -> {
			out.writeLong(this.outbox.last());
			out.writeLong(this.outbox.oldest());
			Frame.writeText(out, this.name);
		}));
	}

	void received(byte[] bytes) {
		this.lock.lock();
		try {
			Frame frame = Frame.read(bytes);
			if (frame.origin == this.origin) {
				this.returned = true;
			}
			else {
				heard(frame);
			}
		}
		catch (IOException | RuntimeException strange) {
			if (this.problem == null) {
				log.warn(NOT_UNDERSTOOD + strange.getMessage());
			}
			this.problem = NOT_UNDERSTOOD + strange.getMessage();
			this.problemAt = Frame.now();
		}
		finally {
			lookAround();
			this.lock.unlock();
		}
	}

	private void heard(Frame frame) throws IOException {
		if (frame.kind == Frame.Kind.BYE && !this.hosts.containsKey(frame.origin)) {
			return;
		}
		OtherHost host = this.hosts.computeIfAbsent(frame.origin, (origin) -> new OtherHost(this::inOrder));
		long late = host.heard(frame);
		if (frame.kind == Frame.Kind.AGAIN) {
			askedAgain(frame);
		}
		else if (!frame.kind.isSequenced()) {
			count(host.isAt(frame.body.readLong(), frame.body.readLong()));
			host.isCalled(Frame.readText(frame.body));
			if (frame.kind == Frame.Kind.HELLO) {
				sayHere();
				this.listener.allSessionsWanted();
			}
		}
		else {
			count(host.published(frame.kind.isMessage() && late > this.maxAge ? frame.emptied() : frame));
		}
	}

	private void askedAgain(Frame frame) throws IOException {
		if (frame.body.readLong() == this.origin) {
			sayHere();
			this.outbox.again(frame.body.readLong(), frame.body.readLong());
		}
	}

	private void inOrder(Frame frame) {
		try {
			if (frame.kind == Frame.Kind.BYE) {
				left(frame.origin, this.hosts.remove(frame.origin), "has left");
			}
			else if (frame.kind == Frame.Kind.SESSIONS) {
				this.listener.sessionsChanged(frame);
			}
			else if (frame.body == null) {
				this.tooOld++;
			}
			else {
				this.received++;
				this.listener.shared(frame);
			}
		}
		catch (IOException | RuntimeException failure) {
			log.debug("A shared message was not delivered", failure);
		}
	}

	private void left(long origin, OtherHost host, String how) {
		log.info("Host " + host.name() + " of the fleet " + how);
		this.listener.left(origin);
	}

	/** Sessions may be among what is lost, so all of them are wanted. */
	private void count(long more) {
		this.lost += more;
		this.helloWanted |= more > 0;
	}

	/** Unless the other thread is at it. */
	void tick() {
		if (this.lock.tryLock()) {
			try {
				lookAround();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	private void lookAround() {
		long now = Frame.now();
		this.hosts.values().removeIf(OtherHost::isForgotten);
		this.hosts.forEach(this::lookAt);
		if (this.helloWanted && now - this.helloAt > PAUSE_MILLIS) {
			this.helloWanted = false;
			this.helloAt = now;
			sayHello();
		}
	}

	private void lookAt(Long other, OtherHost host) {
		if (host.becomesSilent()) {
			left(other, host, "has been silent for 15 s");
		}
		count(host.giveUp());
		long[] missing = host.ask();
		if (missing != null) {
			this.outbox.addUrgent(Frame.Kind.AGAIN, Frame.write(Frame.Kind.AGAIN, this.origin, (out) -> {
				out.writeLong(other);
				out.writeLong(missing[0]);
				out.writeLong(missing[1]);
			}));
		}
	}

	void connectionLost() {
		this.returned = false;
	}

	boolean isReturned() {
		return this.returned;
	}

	/** This one, and those heard within 15 s. */
	long hosts() {
		return 1 + this.hosts.values().stream().filter((host) -> !host.isSilent()).count();
	}

	long received() {
		return this.received;
	}

	long lost() {
		return this.lost;
	}

	long tooOld() {
		return this.tooOld;
	}

	/** What was wrong within the last minute. */
	String problem() {
		return Frame.now() - this.problemAt > PROBLEM_MILLIS ? null : this.problem;
	}

	/** In the order of each origin. */
	interface Listener {

		void shared(Frame frame) throws IOException;

		void sessionsChanged(Frame frame) throws IOException;

		void allSessionsWanted();

		void left(long origin);

	}

}
