package io.github.cdkspringwebsocket.companion;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.ui.ModelMap;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.WebRequestInterceptor;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/** Streams that Spring MVC has open: events of an emitter or of a function, and what a StreamingResponseBody writes. */
final class MvcStreams
		implements InstantiationAwareBeanPostProcessor, WebRequestInterceptor, DeferredResultProcessingInterceptor, Leaving.OpenStreams {

	private static final Log log = LogFactory.getLog(Companion.class);

	private final Map<DeferredResult<?>, NativeWebRequest> open = new ConcurrentHashMap<>();

	private final StreamingBodies bodies = new StreamingBodies();

	/** Before the mapping looks at its own interceptors. */
	@Override
	public boolean postProcessAfterInstantiation(Object bean, String name) {
		try {
			if (bean instanceof AbstractHandlerMapping) {
				((AbstractHandlerMapping) bean).setInterceptors(this);
			}
		}
		catch (Throwable problem) {
			log.warn("The host's companion does not see the streams of " + name + ": " + problem);
		}
		return true;
	}

	@Override
	public void preHandle(WebRequest request) {
		WebAsyncManager manager = WebAsyncUtils.getAsyncManager(request);
		manager.registerDeferredResultInterceptor(this, this);
		manager.registerCallableInterceptor(this, this.bodies);
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, DeferredResult<T> result) {
		this.open.put(result, request);
	}

	@Override
	public <T> void afterCompletion(NativeWebRequest request, DeferredResult<T> result) {
		this.open.remove(result);
	}

	/** Ends those that have begun to answer; whoever waits for a first answer still gets it. */
	@Override
	public void end() throws InterruptedException {
		this.open.forEach((result, request) -> {
			ServletResponse response = new ServletResponse(request);
			if (response.isCommitted() && !response.isOfDownload()) {
				result.setResult(null);
			}
		});
		this.bodies.end();
	}

	@Override
	public void postHandle(WebRequest request, ModelMap model) {
	}

	@Override
	public void afterCompletion(WebRequest request, Exception problem) {
	}

}
