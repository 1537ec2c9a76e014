package io.github.cdkspringwebsocket.companion.messaging;

import java.io.Closeable;
import java.io.IOException;

/** An engine that hands each message to every host of the fleet, its sender included. */
interface Engine {

	/** Connects, logs in and subscribes; returns once what is published from now on arrives. Blocks for seconds at most. */
	Connection connect() throws IOException;

	interface Connection extends Closeable {

		/** Writes one message (called by one thread; the engine answers in order). */
		void publish(byte[] message) throws IOException;

		/**
		 * Called by another single thread: waits for what the engine says next and hands it to the receiver; keeps the connection
		 * alive and throws IOException when it is lost or silent for 9 s.
		 */
		void read(Receiver receiver) throws IOException;

	}

	interface Receiver {

		void received(byte[] message);

		/** The oldest unanswered publish is safe with the engine; how many connections got it, or -1 where the engine does not say. */
		void answered(long receivers);

	}

}
