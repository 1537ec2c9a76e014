package io.github.cdkspringwebsocket.companion.messaging;

import java.util.Arrays;
import java.util.List;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** What the host says of the engine and of what is shared, from Spring's Environment. */
final class Settings {

	private static final String PREFIX = "websocket-host.messaging.";

	private static final int DEFAULT_MAX_AGE_SECONDS = 30;

	private final Environment environment;

	Settings(Environment environment) {
		this.environment = environment;
	}

	/** Null where nothing is shared. */
	String engine() {
		return get("engine");
	}

	/** Each as host:port. */
	List<String> addresses() {
		return list("addresses");
	}

	boolean tls() {
		return Boolean.parseBoolean(get("tls"));
	}

	String channel() {
		return get("channel");
	}

	/** Null where the engine wants none, or a password alone. */
	String username() {
		return get("username");
	}

	String password() {
		return get("password");
	}

	/** How this host is called. */
	String host() {
		return get("host");
	}

	/** Patterns of destinations that are not shared. */
	List<String> localDestinations() {
		return list("local-destinations");
	}

	boolean sessionEvents() {
		return Boolean.parseBoolean(get("session-events"));
	}

	long maxAgeMillis() {
		return 1000L * this.environment.getProperty(PREFIX + "max-age-seconds", Integer.class, DEFAULT_MAX_AGE_SECONDS);
	}

	private String get(String name) {
		String value = this.environment.getProperty(PREFIX + name);
		return StringUtils.hasText(value) ? value.trim() : null;
	}

	private List<String> list(String name) {
		return Arrays.asList(StringUtils.tokenizeToStringArray(get(name), ","));
	}

}
