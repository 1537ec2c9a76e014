package io.github.cdkspringwebsocket.companion.messaging;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** Who this host is for Valkey, and why Valkey refuses it. */
final class ValkeyLogIn {

	private ValkeyLogIn() {
	}

	static String[] command(Settings settings) {
		if (settings.username() == null && settings.password() == null) {
			return new String[] { "HELLO", "3" };
		}
		return new String[] { "HELLO", "3", "AUTH", user(settings), settings.password() == null ? "" : settings.password() };
	}

	private static String user(Settings settings) {
		return settings.username() == null ? "default" : settings.username();
	}

	/** Throws what an answer says is wrong. */
	static void check(Object answer, Settings settings, EngineAddress address) throws IOException {
		if (answer instanceof Resp.Failure) {
			throw address.problem(why(answer.toString(), settings));
		}
		if (answer instanceof List && "replica".equals(value((List<?>) answer, "role")) && !"cluster".equals(value((List<?>) answer, "mode"))) {
			throw address.problem("is a replica: what it is told reaches no other host; name the primary");
		}
	}

	private static String value(List<?> map, String key) {
		for (Iterator<?> entries = map.iterator(); entries.hasNext();) {
			boolean is = key.equals(Resp.text(entries.next()));
			if (entries.hasNext()) {
				Object value = entries.next();
				if (is) {
					return Resp.text(value);
				}
			}
		}
		return null;
	}

	/** Never what an unknown command was given: old servers repeat it, the password too. */
	private static String why(String failure, Settings settings) {
		String code = failure.split(" ", 2)[0];
		switch (code) {
			case "WRONGPASS":
				return "refuses the password of user " + user(settings) + " (WRONGPASS)";
			case "NOAUTH":
				return "asks for a password, and none is set (NOAUTH)";
			case "NOPERM":
				return "does not allow user " + user(settings) + " what it needs on channel " + settings.channel() + ": " + failure;
			case "NOPROTO":
				return old();
			default:
				return failure.contains("unknown command") ? old() : "refuses: " + failure;
		}
	}

	private static String old() {
		return "does not know version 3 of its protocol: Valkey, or Redis 6 or newer, is needed";
	}

}
