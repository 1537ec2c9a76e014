package io.github.cdkspringwebsocket.companion;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Sessions that the server opened without Spring, of classes with @ServerEndpoint above all. Their interfaces are of javax.websocket or
 * of jakarta.websocket, and no method of these tells them all: each server has its own.
 */
final class ServerEndpoints {

	private static final Log log = LogFactory.getLog(Companion.class);

	private static final String[] ATTRIBUTES = { "jakarta.websocket.server.ServerContainer", "javax.websocket.server.ServerContainer" };

	private final Object container;

	private ServerEndpoints(Object container) {
		this.container = container;
	}

	/** Those of an application whose server has started; null where it has no such container. */
	static ServerEndpoints of(Object context) {
		if (ReflectionUtils.findMethod(context.getClass(), "getServletContext") == null) {
			return null;
		}
		Object servletContext = call(context, "getServletContext");
		for (String attribute : ATTRIBUTES) {
			Object container = servletContext == null ? null : call(servletContext, "getAttribute", attribute);
			if (container != null) {
				return new ServerEndpoints(container);
			}
		}
		return null;
	}

	/** Those that are not among Spring's. */
	Collection<?> open(Collection<?> springs) {
		try {
			Set<Object> known = springs.stream().map(ServerEndpoints::underlying).collect(Collectors.toSet());
			return all().stream().filter((session) -> !known.contains(session)).collect(Collectors.toList());
		}
		catch (Throwable problem) {
			log.debug("The sessions of server endpoints are not seen: " + problem);
			return Collections.emptyList();
		}
	}

	private Collection<?> all() throws ReflectiveOperationException {
		if (has(this.container, "getOpenSessions")) { // Jetty
			return (Collection<?>) call(this.container, "getOpenSessions");
		}
		if (has(this.container, "getConfiguredServerEndpoints")) { // Undertow
			List<Object> all = new ArrayList<>();
			for (Object endpoint : (Collection<?>) call(this.container, "getConfiguredServerEndpoints")) {
				all.addAll((Collection<?>) call(endpoint, "getOpenSessions"));
			}
			return all;
		}
		Field sessions = ReflectionUtils.findField(this.container.getClass(), "sessions", Map.class); // Tomcat
		if (sessions == null) {
			return Collections.emptyList();
		}
		ReflectionUtils.makeAccessible(sessions);
		return new ArrayList<>(((Map<?, ?>) sessions.get(this.container)).keySet());
	}

	private static Object underlying(Object session) {
		return has(session, "getNativeSession") ? call(session, "getNativeSession") : session;
	}

	static void close(Object session) {
		try {
			goAway(session);
		}
		catch (ReflectiveOperationException | RuntimeException problem) {
			log.debug("A session was not closed in order: " + problem);
		}
	}

	private static void goAway(Object session) throws ReflectiveOperationException {
		for (Class<?> type : ClassUtils.getAllInterfaces(session)) {
			if (type.getName().endsWith(".websocket.Session")) {
				String reason = type.getPackage().getName() + ".CloseReason";
				ClassLoader loader = type.getClassLoader();
				Class<?> reasons = Class.forName(reason, true, loader);
				Object goingAway = Class.forName(reason + "$CloseCodes", true, loader).getField("GOING_AWAY").get(null);
				Class<?> code = Class.forName(reason + "$CloseCode", true, loader);
				type.getMethod("close", reasons).invoke(session, reasons.getConstructor(code, String.class).newInstance(goingAway, Leaving.REASON));
			}
		}
	}

	private static boolean has(Object object, String method) {
		return ReflectionUtils.findMethod(object.getClass(), method) != null;
	}

	private static Object call(Object object, String name, String... parameters) {
		Class<?>[] types = parameters.length == 0 ? new Class<?>[0] : new Class<?>[] { String.class };
		Method method = ReflectionUtils.findMethod(object.getClass(), name, types);
		ReflectionUtils.makeAccessible(method);
		return ReflectionUtils.invokeMethod(method, object, (Object[]) parameters);
	}

}
