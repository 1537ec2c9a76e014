package com.example.app;

import java.net.ConnectException;
import java.net.Socket;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ends after its port opened, in the way and after the milliseconds that are wanted. */
@Configuration
class Ends {

	@Bean
	@ConditionalOnProperty("app.ends")
	ApplicationRunner ending(@Value("${app.ends}") String way, @Value("${app.ends-after:0}") long millis) {
		return (arguments) -> {
			if ("throws".equals(way)) {
				Thread.sleep(millis);
				throw new IllegalStateException("cannot listen to orders", new ConnectException("no broker at 10.9.8.7"));
			}
			Thread thread = new Thread(() -> end(way, millis));
			thread.setDaemon(true);
			thread.start();
		};
	}

	private static void end(String way, long millis) {
		try {
			Thread.sleep(millis);
			if ("killed".equals(way)) {
				new ProcessBuilder("kill", "-KILL", "" + ProcessHandle.current().pid()).start().waitFor();
			}
			System.exit(3);
		}
		catch (Exception exception) {
			throw new IllegalStateException(exception);
		}
	}

	/** As containers of message listeners do, which start when the web server has. */
	@Bean
	@ConditionalOnProperty("app.listens-to")
	SmartLifecycle container(@Value("${app.listens-to}") int port) {
		return new SmartLifecycle() {

			private boolean running;

			@Override
			public void start() {
				try (Socket socket = new Socket("127.0.0.1", port)) {
					this.running = socket.getInputStream().read() >= 0;
				}
				catch (Exception exception) {
					throw new IllegalStateException("Unable to connect to the broker", exception);
				}
			}

			@Override
			public void stop() {
				this.running = false;
			}

			@Override
			public boolean isRunning() {
				return this.running;
			}

		};
	}

}
