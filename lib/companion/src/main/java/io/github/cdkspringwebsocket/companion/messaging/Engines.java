package io.github.cdkspringwebsocket.companion.messaging;

/** The engines by their names. */
final class Engines {

	private Engines() {
	}

	static Engine of(String name, Settings settings) {
		switch (name) {
			case "valkey":
				return new ValkeyEngine(settings);
			case "activemq":
				return new StompEngine(settings);
			default:
				throw new IllegalArgumentException("there is no engine \"" + name + "\": valkey or activemq");
		}
	}

}
