package io.github.cdkspringwebsocket.companion;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.sockjs.transport.TransportHandler;
import org.springframework.web.socket.sockjs.transport.TransportHandlingSockJsService;
import org.springframework.web.socket.sockjs.transport.TransportType;
import org.springframework.web.socket.sockjs.transport.handler.WebSocketTransportHandler;

/** Has the sessions of Tomcat's WebSockets begin with {@link WholeMessages short buffers}. */
final class ShortBuffers {

	private final int length;

	private final boolean compression;

	ShortBuffers(int length, boolean compression) {
		this.length = length;
		this.compression = compression;
	}

	int length() {
		return this.length;
	}

	/** What a started Tomcat may do without. */
	void in(Object server) throws ReflectiveOperationException {
		if (!this.compression) {
			NoCompression.in(server);
		}
	}

	/** The same, whatever else it implements. */
	HandshakeHandler of(HandshakeHandler handler) {
		Class<?>[] all = Stream.of(ClassUtils.getAllInterfaces(handler)).filter((each) -> Modifier.isPublic(each.getModifiers()))
			.toArray(Class<?>[]::new);
		return (HandshakeHandler) Proxy.newProxyInstance(handler.getClass().getClassLoader(), all, (proxy, method, arguments) -> {
			if (method.getName().equals("doHandshake")) {
				arguments[2] = of((WebSocketHandler) arguments[2]);
			}
			try {
				return method.invoke(handler, arguments);
			}
			catch (InvocationTargetException problem) {
				throw problem.getTargetException();
			}
		});
	}

	private WebSocketHandler of(WebSocketHandler handler) {
		return handler.supportsPartialMessages() ? handler : new WholeMessages(handler, this.length);
	}

	/** Its transports are told apart by type, and it shows them to no one who would change them. */
	@SuppressWarnings("unchecked")
	void into(TransportHandlingSockJsService service) {
		TransportHandler handler = service.getTransportHandlers().get(TransportType.WEBSOCKET);
		if (handler == null || handler.getClass() != WebSocketTransportHandler.class) {
			return;
		}
		WebSocketTransportHandler shorter = new WebSocketTransportHandler(of(((WebSocketTransportHandler) handler).getHandshakeHandler()));
		shorter.initialize(service);
		Field field = ReflectionUtils.findField(TransportHandlingSockJsService.class, "handlers");
		ReflectionUtils.makeAccessible(field);
		((Map<TransportType, TransportHandler>) ReflectionUtils.getField(field, service)).put(TransportType.WEBSOCKET, shorter);
	}

}
