package io.github.cdkspringwebsocket.companion;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.context.request.NativeWebRequest;

/** The response to a request, whose interface is in another package since Spring 6. */
final class ServletResponse {

	private final Object response;

	ServletResponse(NativeWebRequest request) {
		this.response = request.getNativeResponse();
	}

	boolean isCommitted() {
		return Boolean.TRUE.equals(call("isCommitted"));
	}

	/** Who asked gets a file, or a part of one. */
	boolean isOfDownload() {
		return Stream.of("Content-Length", "Content-Range", "Content-Disposition")
			.anyMatch((name) -> Boolean.TRUE.equals(call("containsHeader", name)));
	}

	boolean isOfEvents() {
		return String.valueOf(call("getContentType")).startsWith("text/event-stream");
	}

	private Object call(String name, String... parameters) {
		Class<?>[] types = new Class<?>[parameters.length];
		Arrays.fill(types, String.class);
		for (Class<?> type : ClassUtils.getAllInterfaces(this.response)) {
			Method method = ClassUtils.getMethodIfAvailable(type, name, types);
			if (method != null) {
				return ReflectionUtils.invokeMethod(method, this.response, (Object[]) parameters);
			}
		}
		return null;
	}

}
