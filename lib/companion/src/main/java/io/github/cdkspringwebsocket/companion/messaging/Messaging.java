package io.github.cdkspringwebsocket.companion.messaging;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/** Shares what passes through the application's in-memory STOMP broker with the other hosts of its fleet, if the host says how. */
public final class Messaging {

	private static final Log log = LogFactory.getLog(Messaging.class);

	static final String INACTIVE = "Messages are not shared with the fleet: ";

	private static final List<String> COUNTS = Arrays.asList("sent", "received", "lost", "dropped", "waiting");

	private final String engine;

	private final String obstacle;

	private final Membership membership;

	private Messaging(String engine, String obstacle, Membership membership) {
		this.engine = engine;
		this.obstacle = obstacle;
		this.membership = membership;
	}

	/** Null where nothing is to be shared. */
	public static Messaging join(ConfigurableApplicationContext context) {
		Settings settings = new Settings(context.getEnvironment());
		String type = context.getClass().getSimpleName();
		if (settings.engine() == null || !type.contains("WebServer")) {
			return null;
		}
		try {
			String obstacle = obstacle(type, context.getClassLoader());
			if (obstacle == null) {
				Membership membership = new Membership(context, settings);
				membership.register();
				return new Messaging(settings.engine(), null, membership);
			}
			return inactive(settings, obstacle);
		}
		catch (Throwable problem) {
			return inactive(settings, problem.getMessage() == null ? problem.toString() : problem.getMessage());
		}
	}

	private static String obstacle(String type, ClassLoader loader) {
		if (type.contains("Reactive")) {
			return "the application uses WebFlux, for which Spring has no STOMP broker";
		}
		boolean stomp = ClassUtils.isPresent("org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler", loader)
				&& ClassUtils.isPresent("org.springframework.web.socket.messaging.DefaultSimpUserRegistry", loader);
		return stomp ? null : "the application has no STOMP of Spring's (spring-messaging and spring-websocket)";
	}

	private static Messaging inactive(Settings settings, String obstacle) {
		log.warn(INACTIVE + obstacle);
		return new Messaging(settings.engine(), obstacle, null);
	}

	/** As a JSON object. */
	public String figures() {
		Map<String, Object> figures = new LinkedHashMap<>();
		figures.put("engine", this.engine);
		figures.put("connected", false);
		figures.put("returned", false);
		figures.put("hosts", 1);
		COUNTS.forEach((count) -> figures.put(count, 0));
		String because = this.membership == null ? this.obstacle : this.membership.obstacle();
		if (because == null) {
			this.membership.figures(figures);
		}
		else {
			figures.put("problem", "inactive: " + because);
		}
		StringJoiner json = new StringJoiner(",", "{", "}");
		figures.forEach((name, value) -> {
			if (value != null) {
				json.add("\"" + name + "\":" + (value instanceof String ? quoted((String) value) : value));
			}
		});
		return json.toString();
	}

	private static String quoted(String text) {
		StringBuilder quoted = new StringBuilder("\"");
		for (char each : text.toCharArray()) {
			if (each < ' ') {
				quoted.append(String.format("\\u%04x", (int) each));
			}
			else {
				quoted.append(each == '"' || each == '\\' ? "\\" : "").append(each);
			}
		}
		return quoted.append('"').toString();
	}

}
