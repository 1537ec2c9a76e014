package io.github.cdkspringwebsocket.companion;

import java.io.File;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import io.github.cdkspringwebsocket.companion.messaging.Messaging;

/**
 * What the host has inside of the application's JVM. Spring Boot finds it by META-INF/spring.factories; it adds no bean that the
 * application would see, and what goes wrong with it is a line in the log, never the application's affair.
 */
public class Companion implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final Log log = LogFactory.getLog(Companion.class);

	/** The folder that the host gives it; without one it does nothing. */
	private static final String DIRECTORY = "websocket-host.companion.directory";

	/** Once it is there, the host leaves. */
	private static final String LEAVE_FILE = "websocket-host.companion.leave-file";

	/** How long the buffers of a session are. */
	private static final String BUFFER_SIZE = "websocket-host.companion.buffer-size";

	/** Whether WebSocket messages are compressed where a client offers it. */
	private static final String COMPRESSION = "websocket-host.companion.compression";

	private static final String MVC = "org.springframework.web.servlet.handler.SimpleUrlHandlerMapping";

	private static final String MVC_WEBSOCKET = "org.springframework.web.socket.server.support.WebSocketHttpRequestHandler";

	private static final String WEBFLUX = "org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		try {
			Environment settings = context.getEnvironment();
			String directory = settings.getProperty(DIRECTORY);
			if (directory == null || !isOn(settings, "enabled")) {
				return;
			}
			if (isOn(settings, "server-limits")) {
				context.getBeanFactory().addBeanPostProcessor(new ServerLimits(settings));
			}
			boolean hasSpringWebSocket = has(context, MVC) && has(context, MVC_WEBSOCKET);
			ShortBuffers buffers = hasSpringWebSocket && isOn(settings, "memory") ? buffers(context) : null;
			OpenSessions sessions = new OpenSessions();
			if (hasSpringWebSocket) {
				context.getBeanFactory().addBeanPostProcessor(new HandlerMappings(sessions, buffers));
			}
			if (has(context, WEBFLUX)) {
				context.getBeanFactory().addBeanPostProcessor(new ReactiveSockets(sessions));
			}
			File socket = isOn(settings, "unix-socket") ? new File(directory, "http.sock") : null;
			Leaving leaving = isOn(settings, "leaving") ? leaving(context, sessions) : null;
			Messaging messaging = Messaging.join(context);
			Figures figures = isOn(settings, "figures")
					? new Figures(context.getBeanFactory(), new File(directory, "figures.json"), sessions, messaging) : null;
			context.addApplicationListener(new LifeListener(context, socket, buffers, sessions, leaving, figures));
		}
		catch (Throwable problem) {
			log.warn("The host's companion stays out of this application: " + problem);
		}
	}

	/** Whether the application leaves a part on. */
	private static boolean isOn(Environment settings, String part) {
		return settings.getProperty("websocket-host.companion." + part, Boolean.class, true);
	}

	private static boolean has(ConfigurableApplicationContext context, String type) {
		return ClassUtils.isPresent(type, context.getClassLoader());
	}

	/** As the host's messages are, if Tomcat it is. */
	private static ShortBuffers buffers(ConfigurableApplicationContext context) {
		Environment settings = context.getEnvironment();
		Integer length = settings.getProperty(BUFFER_SIZE, Integer.class);
		boolean isTomcat = ClassUtils.isPresent("org.apache.tomcat.websocket.server.WsHttpUpgradeHandler", context.getClassLoader());
		return isTomcat && length != null ? new ShortBuffers(length, settings.getProperty(COMPRESSION, Boolean.class, false)) : null;
	}

	private static Leaving leaving(ConfigurableApplicationContext context, OpenSessions sessions) {
		Leaving leaving = new Leaving(sessions);
		if (has(context, MVC)) {
			MvcStreams streams = new MvcStreams();
			context.getBeanFactory().addBeanPostProcessor(streams);
			leaving.add(streams);
		}
		if (has(context, WEBFLUX)) {
			ReactiveStreams streams = new ReactiveStreams();
			context.getBeanFactory().addBeanPostProcessor(streams);
			leaving.add(streams);
		}
		if (has(context, "org.springframework.web.socket.server.standard.ServerEndpointExporter")) {
			context.addBeanFactoryPostProcessor(new EndpointHandshakes(sessions));
		}
		String file = context.getEnvironment().getProperty(LEAVE_FILE);
		if (file != null) {
			leaving.watch(new File(file));
		}
		return leaving;
	}

}
