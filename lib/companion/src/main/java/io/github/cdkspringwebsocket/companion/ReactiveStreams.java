package io.github.cdkspringwebsocket.companion;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.reactivestreams.Publisher;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Event streams that Spring WebFlux has open: each of them would hold up a graceful shutdown to its end. */
final class ReactiveStreams implements BeanPostProcessor, Leaving.OpenStreams {

	private final Set<Sinks.Empty<Void>> open = ConcurrentHashMap.newKeySet();

	/** Spring Boot's own, for which nobody asks by a narrower type. */
	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (!(bean instanceof HttpHandler) || !name.equals("httpHandler")) {
			return bean;
		}
		HttpHandler handler = (HttpHandler) bean;
		return (HttpHandler) (request, response) -> handler.handle(request, endingWithHost(response));
	}

	@Override
	public void end() {
		this.open.forEach(Sinks.Empty::tryEmitEmpty);
	}

	private ServerHttpResponse endingWithHost(ServerHttpResponse response) {
		return response instanceof ZeroCopyHttpOutputMessage ? new OfFiles(response) : new Ending(response);
	}

	private class Ending extends ServerHttpResponseDecorator {

		Ending(ServerHttpResponse response) {
			super(response);
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			if (!MediaType.TEXT_EVENT_STREAM.isCompatibleWith(getHeaders().getContentType())) {
				return super.writeAndFlushWith(body);
			}
			Sinks.Empty<Void> end = Sinks.empty();
			ReactiveStreams.this.open.add(end);
			return super.writeAndFlushWith(Flux.from(body).takeUntilOther(end.asMono()))
				.doFinally((signal) -> ReactiveStreams.this.open.remove(end));
		}

	}

	/** Whose server sends files without reading them. */
	private final class OfFiles extends Ending implements ZeroCopyHttpOutputMessage {

		OfFiles(ServerHttpResponse response) {
			super(response);
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			return ((ZeroCopyHttpOutputMessage) getDelegate()).writeWith(file, position, count);
		}

	}

}
