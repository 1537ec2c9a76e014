package io.github.cdkspringwebsocket.companion;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * What the host says of Tomcat's limits and no property of Spring Boot says of others: Jetty's accept queue, and Undertow's with its
 * connections. Our customizer comes first, so that those of the application win.
 */
final class ServerLimits implements InstantiationAwareBeanPostProcessor {

	private static final Log log = LogFactory.getLog(Companion.class);

	private static final String[] JETTY = { "org.springframework.boot.jetty.JettyServerCustomizer",
			"org.springframework.boot.web.embedded.jetty.JettyServerCustomizer" };

	private static final String[] UNDERTOW = { "org.springframework.boot.web.embedded.undertow.UndertowBuilderCustomizer" };

	private final Integer acceptQueue;

	private final Integer connections;

	ServerLimits(Environment settings) {
		this.acceptQueue = settings.getProperty("server.tomcat.accept-count", Integer.class);
		this.connections = settings.getProperty("server.tomcat.max-connections", Integer.class);
	}

	private interface Customizer {

		void customize(Object server) throws ReflectiveOperationException;

	}

	/** Before Spring Boot and the application customize it. */
	@Override
	public boolean postProcessAfterInstantiation(Object bean, String name) {
		try {
			String type = bean.getClass().getSimpleName();
			if (type.startsWith("Jetty") && type.endsWith("WebServerFactory")) {
				addFirst(bean, "ServerCustomizers", JETTY, this::customizeJetty);
			}
			else if (type.startsWith("Undertow") && type.endsWith("WebServerFactory")) {
				addFirst(bean, "BuilderCustomizers", UNDERTOW, this::customizeUndertow);
			}
		}
		catch (Throwable problem) {
			log.warn("The host's companion could not set the limits of " + name + ": " + problem);
		}
		return true;
	}

	private static void addFirst(Object factory, String property, String[] types, Customizer customizer)
			throws ReflectiveOperationException {
		ClassLoader loader = factory.getClass().getClassLoader();
		for (String type : types) {
			if (ClassUtils.isPresent(type, loader)) {
				Class<?>[] interfaces = { ClassUtils.resolveClassName(type, loader) };
				List<Object> all = new ArrayList<>();
				all.add(Proxy.newProxyInstance(loader, interfaces, (proxy, method, arguments) -> call(proxy, method, arguments, customizer)));
				all.addAll((Collection<?>) factory.getClass().getMethod("get" + property).invoke(factory));
				factory.getClass().getMethod("set" + property, Collection.class).invoke(factory, all);
				return;
			}
		}
	}

	private static Object call(Object proxy, Method method, Object[] arguments, Customizer customizer) {
		switch (method.getName()) {
			case "hashCode":
				return System.identityHashCode(proxy);
			case "equals":
				return proxy == arguments[0];
			case "toString":
				return ServerLimits.class.getName();
			default:
				try {
					customizer.customize(arguments[0]);
				}
				catch (Exception problem) {
					log.warn("The host's companion could not set the server's limits: " + problem);
				}
				return null;
		}
	}

	private void customizeJetty(Object server) throws ReflectiveOperationException {
		Object[] connectors = (Object[]) server.getClass().getMethod("getConnectors").invoke(server);
		for (Object connector : this.acceptQueue == null ? new Object[0] : connectors) {
			connector.getClass().getMethod("setAcceptQueueSize", int.class).invoke(connector, this.acceptQueue);
		}
	}

	private void customizeUndertow(Object builder) throws ReflectiveOperationException {
		set(builder, "BACKLOG", this.acceptQueue);
		set(builder, "CONNECTION_HIGH_WATER", this.connections);
		set(builder, "CONNECTION_LOW_WATER", this.connections);
	}

	private static void set(Object builder, String name, Integer value) throws ReflectiveOperationException {
		ClassLoader loader = builder.getClass().getClassLoader();
		Class<?> option = ClassUtils.resolveClassName("org.xnio.Option", loader);
		if (value != null) {
			Object key = ClassUtils.resolveClassName("org.xnio.Options", loader).getField(name).get(null);
			builder.getClass().getMethod("setSocketOption", option, Object.class).invoke(builder, key, value);
		}
	}

}
