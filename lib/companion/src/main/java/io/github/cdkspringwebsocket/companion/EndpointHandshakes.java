package io.github.cdkspringwebsocket.companion;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;

/**
 * Refuses handshakes for @ServerEndpoint once the host leaves: the server answers them before Spring is asked, so that it takes a
 * filter. Only an application that has such endpoints gets it.
 */
final class EndpointHandshakes implements BeanFactoryPostProcessor, InvocationHandler {

	private static final String[] FILTERS = { "jakarta.servlet.Filter", "javax.servlet.Filter" };

	private final OpenSessions sessions;

	EndpointHandshakes(OpenSessions sessions) {
		this.sessions = sessions;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		ClassLoader loader = beans.getBeanClassLoader();
		for (String filter : FILTERS) {
			if (ClassUtils.isPresent(filter, loader) && beans.getBeanNamesForType(ServerEndpointExporter.class, true, false).length > 0) {
				Class<?>[] types = { ClassUtils.resolveClassName(filter, loader), Ordered.class };
				this.sessions.watched();
				beans.registerSingleton("websocketHostHandshakes", Proxy.newProxyInstance(loader, types, this));
				return;
			}
		}
	}

	@Override
	public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
		switch (method.getName()) {
			case "doFilter":
				filter(arguments[0], arguments[1], arguments[2], method.getParameterTypes());
				return null;
			case "getOrder":
				return Ordered.HIGHEST_PRECEDENCE;
			case "equals":
				return proxy == arguments[0];
			case "hashCode":
				return System.identityHashCode(proxy);
			case "toString":
				return getClass().getName();
			default:
				return null;
		}
	}

	private void filter(Object request, Object response, Object chain, Class<?>[] types) throws Throwable {
		if (this.sessions.isClosed() && "websocket".equalsIgnoreCase((String) call(request, "getHeader", String.class, "Upgrade"))) {
			call(response, "setStatus", int.class, 503);
			return;
		}
		try {
			types[2].getMethod("doFilter", types[0], types[1]).invoke(chain, request, response);
		}
		catch (InvocationTargetException problem) {
			throw problem.getCause();
		}
	}

	private static Object call(Object object, String name, Class<?> type, Object value) {
		for (Class<?> each : ClassUtils.getAllInterfaces(object)) {
			Method method = ClassUtils.getMethodIfAvailable(each, name, type);
			if (method != null) {
				return ReflectionUtils.invokeMethod(method, object, value);
			}
		}
		return null;
	}

}
