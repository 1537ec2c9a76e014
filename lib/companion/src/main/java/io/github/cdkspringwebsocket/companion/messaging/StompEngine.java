package io.github.cdkspringwebsocket.companion.messaging;

import java.io.IOException;
import java.util.List;

/** A topic of ActiveMQ, Classic or Artemis, by STOMP: one connection a host. */
final class StompEngine implements Engine {

	static final String NAME = "ActiveMQ";

	private final Settings settings;

	private final List<EngineAddress> addresses;

	private boolean wasConnected;

	StompEngine(Settings settings) {
		this.settings = settings;
		this.addresses = EngineAddress.all(NAME, settings.addresses());
	}

	@Override
	public Connection connect() throws IOException {
		Connection connection = EngineAddress.first(this.addresses, this.settings.tls(),
				(link) -> new StompConnection(this.settings, link, this.wasConnected));
		this.wasConnected = true;
		return connection;
	}

}
