package io.github.cdkspringwebsocket.companion.messaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Does with engines what its standard input says, and says what comes of it. */
final class EngineProbe {

	private static final Map<String, EngineProbe> probes = new HashMap<>();

	private final String name;

	private final Engine engine;

	private volatile Engine.Connection connection;

	private EngineProbe(String name, Engine engine) {
		this.name = name;
		this.engine = engine;
	}

	public static void main(String[] arguments) throws Exception {
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			String[] words = line.split(" ");
			String name = words[1];
			if (words[0].equals("open")) {
				open(name, words);
			}
			EngineProbe probe = probes.get(name);
			if (probe == null) {
				continue;
			}
			if (words[0].equals("publish")) {
				probe.publish(Base64.getDecoder().decode(words.length > 2 ? words[2] : ""));
			}
			else if (words[0].equals("close")) {
				probe.connection.close();
			}
			else {
				new Thread(probe::run).start();
			}
		}
		System.exit(0);
	}

	private static void open(String name, String[] words) {
		Map<String, Object> settings = new HashMap<>();
		for (int i = 3; i < words.length; i++) {
			String[] setting = words[i].split("=", 2);
			settings.put("websocket-host.messaging." + setting[0], setting[1]);
		}
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("probe", settings));
		try {
			probes.put(name, new EngineProbe(name, Engines.of(words[2], new Settings(environment))));
		}
		catch (IllegalArgumentException problem) {
			System.out.println(name + " refused " + problem.getMessage());
		}
	}

	private void publish(byte[] message) {
		try {
			this.connection.publish(message);
		}
		catch (IOException problem) {
			say("unpublished " + problem.getMessage());
		}
	}

	private void run() {
		try {
			this.connection = this.engine.connect();
		}
		catch (IOException problem) {
			say("unconnected " + problem.getMessage());
			return;
		}
		say("connected");
		try {
			while (true) {
				this.connection.read(new Engine.Receiver() {
					@Override
					public void received(byte[] message) {
						say("received " + Base64.getEncoder().encodeToString(message));
					}

					@Override
					public void answered(long receivers) {
						say("answered " + receivers);
					}
				});
			}
		}
		catch (IOException problem) {
			say("lost " + problem.getMessage());
		}
	}

	private void say(String what) {
		synchronized (System.out) {
			System.out.println(this.name + " " + what);
		}
	}

}
