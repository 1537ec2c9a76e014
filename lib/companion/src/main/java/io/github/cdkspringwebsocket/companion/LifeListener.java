package io.github.cdkspringwebsocket.companion;

import java.io.File;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/** Hears when the web server has started, and, before anybody else, that the application is to end. */
final class LifeListener implements ApplicationListener<ApplicationEvent>, Ordered {

	private static final Log log = LogFactory.getLog(Companion.class);

	private final ConfigurableApplicationContext context;

	private final File socket;

	private final ShortBuffers buffers;

	private final OpenSessions sessions;

	private final Leaving leaving;

	private final Figures figures;

	LifeListener(ConfigurableApplicationContext context, File socket, ShortBuffers buffers, OpenSessions sessions, Leaving leaving,
			Figures figures) {
		this.context = context;
		this.socket = socket;
		this.buffers = buffers;
		this.sessions = sessions;
		this.leaving = leaving;
		this.figures = figures;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		try {
			Object server = startedServer(event);
			if (server != null) {
				started(server);
			}
			else if (isEnd(event) && this.leaving != null) {
				this.leaving.end();
			}
		}
		catch (Throwable problem) {
			log.warn("The host's companion could not do its part: " + problem);
		}
	}

	/**
	 * The server of this very context, for that of a management port is told here too. WebServerInitializedEvent is in another
	 * package since Spring Boot 4.
	 */
	private Object startedServer(ApplicationEvent event) throws ReflectiveOperationException {
		if (!event.getClass().getSimpleName().endsWith("WebServerInitializedEvent")
				|| event.getClass().getMethod("getApplicationContext").invoke(event) != this.context) {
			return null;
		}
		return event.getClass().getMethod("getWebServer").invoke(event);
	}

	private boolean isEnd(ApplicationEvent event) {
		return event instanceof ContextClosedEvent && ((ContextClosedEvent) event).getApplicationContext() == this.context;
	}

	private void started(Object server) throws Exception {
		String name = server.getClass().getSimpleName().replace("WebServer", "");
		if (this.buffers != null && TomcatSocket.isFor(server)) {
			this.buffers.in(server);
		}
		this.sessions.add(ServerEndpoints.of(this.context));
		boolean listens = this.socket != null && listens(server, name);
		log.info("The host's companion is in; " + name + " listens on " + (listens ? this.socket + " too" : "its port only"));
		if (this.figures != null) {
			this.figures.start(name, listens);
		}
	}

	private boolean listens(Object server, String name) {
		try {
			if (TomcatSocket.isFor(server)) {
				TomcatSocket.open(server, this.socket, this.buffers == null ? 0 : this.buffers.length());
				return true;
			}
		}
		catch (Throwable problem) {
			log.warn("The host's companion could not have " + name + " listen on a socket: " + problem);
		}
		return false;
	}

}
