package io.github.cdkspringwebsocket.companion.messaging;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLException;

/**
 * One connection to an engine: one thread writes, another reads. Whoever reads keeps it alive, and gives it up when nothing comes for
 * long: a frozen engine leaves its connections open.
 */
final class Link implements Closeable {

	static final int SILENT_SECONDS = 9;

	private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(SILENT_SECONDS);

	private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(3);

	private static final int LOOK_MILLIS = 1_000;

	private static final int BUFFER = 1 << 16;

	private final EngineAddress address;

	private final Socket tcp;

	private final boolean tls;

	private final DataInputStream in;

	private final OutputStream out;

	private final ReentrantLock writing = new ReentrantLock();

	private final AtomicInteger unanswered = new AtomicInteger();

	private volatile long written = System.nanoTime();

	private byte[] signOfLife;

	private boolean isAnswered;

	/** The socket is the connection itself or TLS over it. */
	Link(EngineAddress address, Socket tcp, Socket socket) throws IOException {
		this.address = address;
		this.tcp = tcp;
		this.tls = socket != tcp;
		socket.setSoTimeout(LOOK_MILLIS);
		this.in = new DataInputStream(new BufferedInputStream(new Patient(socket.getInputStream()), BUFFER));
		this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
	}

	EngineAddress address() {
		return this.address;
	}

	DataInputStream in() {
		return this.in;
	}

	/** What is written when there was nothing else to write. */
	void keepAlive(byte[] sign, boolean answered) {
		this.signOfLife = sign;
		this.isAnswered = answered;
	}

	/** Writes what the engine answers. */
	void ask(byte[]... parts) throws IOException {
		this.writing.lock();
		try {
			this.unanswered.incrementAndGet();
			write(parts);
		}
		finally {
			this.writing.unlock();
		}
	}

	/** The engine has answered the oldest question. */
	void answered() {
		this.unanswered.decrementAndGet();
	}

	private void write(byte[]... parts) throws IOException {
		try {
			for (byte[] part : parts) {
				this.out.write(part);
			}
			this.out.flush();
		}
		catch (IOException problem) {
			throw this.address.problem("takes no more messages: " + problem.getMessage());
		}
		this.written = System.nanoTime();
	}

	/** Only where nothing waits for the engine: else this thread could come to wait for it as well, and nobody would give it up. */
	private void stayAlive() throws IOException {
		if (this.signOfLife == null || System.nanoTime() - this.written < IDLE_NANOS || !this.writing.tryLock()) {
			return;
		}
		try {
			if (this.unanswered.get() == 0) {
				if (this.isAnswered) {
					this.unanswered.incrementAndGet();
				}
				write(this.signOfLife);
			}
		}
		finally {
			this.writing.unlock();
		}
	}

	/** Not by TLS, which would wait for a writer that the engine has stop. */
	@Override
	public void close() throws IOException {
		this.tcp.close();
	}

	/** Waits longer than the socket does. */
	private final class Patient extends InputStream {

		private final InputStream source;

		Patient(InputStream source) {
			this.source = source;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			read(one, 0, 1);
			return one[0] & 0xFF;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			long since = System.nanoTime();
			while (true) {
				int count;
				try {
					stayAlive();
					count = this.source.read(bytes, offset, length);
				}
				catch (SocketTimeoutException nothing) {
					if (System.nanoTime() - since >= SILENT_NANOS) {
						throw problem("is silent: it said nothing for " + SILENT_SECONDS + " s");
					}
					continue;
				}
				catch (SSLException insecure) {
					throw problem(Tls.why(insecure, Link.this.address));
				}
				catch (IOException lost) {
					throw problem("broke the connection: " + lost.getMessage());
				}
				if (count < 0) {
					throw problem("closed the connection");
				}
				return count;
			}
		}

		/** Before anybody is logged in, the reason may be that the engine expects another protocol. */
		private IOException problem(String says) {
			boolean perhapsTls = Link.this.signOfLife == null && !Link.this.tls;
			return Link.this.address.problem(says + (perhapsTls ? " (does it expect TLS on this port?)" : ""));
		}

	}

}
