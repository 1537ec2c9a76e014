package io.github.cdkspringwebsocket.companion.messaging;

import java.io.IOException;
import java.util.List;

/** Publish and subscribe of Valkey, or Redis 6 and newer: one channel, one connection a host. */
final class ValkeyEngine implements Engine {

	static final String NAME = "Valkey";

	private final Settings settings;

	private final List<EngineAddress> addresses;

	/** How many connections got the last message. */
	private volatile long receivers;

	ValkeyEngine(Settings settings) {
		this.settings = settings;
		this.addresses = EngineAddress.all(NAME, settings.addresses());
	}

	@Override
	public Connection connect() throws IOException {
		return EngineAddress.first(this.addresses, this.settings.tls(), (link) -> new ValkeyConnection(this, link));
	}

	Settings settings() {
		return this.settings;
	}

	long receivers() {
		return this.receivers;
	}

	void reached(long receivers) {
		this.receivers = receivers;
	}

}
