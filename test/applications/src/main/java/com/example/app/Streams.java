package com.example.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Answers that are written little by little: without an end, and with one. */
@RestController
class Streams {

	/** More than a server keeps back: Spring 7 passes no flush on. */
	private static final String PADDING = " ".repeat(40_000);

	@GetMapping("/lines")
	StreamingResponseBody lines() {
		return (body) -> write(body, Integer.MAX_VALUE);
	}

	@GetMapping("/emitted-lines")
	ResponseBodyEmitter emittedLines() throws IOException {
		ResponseBodyEmitter emitter = new ResponseBodyEmitter(60_000L);
		emitter.send("first\n");
		return emitter;
	}

	@Bean
	RouterFunction<ServerResponse> eventsOfFunction() {
		return RouterFunctions.route(RequestPredicates.GET("/events-of-function"), (request) -> ServerResponse.sse((events) -> {
			try {
				events.send("first");
			}
			catch (IOException problem) {
				throw new UncheckedIOException(problem);
			}
		}));
	}

	/** Takes three seconds. */
	@GetMapping("/download")
	ResponseEntity<StreamingResponseBody> download() {
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=lines.txt")
			.body((body) -> write(body, 15));
	}

	private static void write(OutputStream body, int lines) throws IOException {
		try {
			for (int line = 0; line < lines; line++) {
				body.write(((line == 0 ? "first" : "line " + line) + PADDING + "\n").getBytes());
				Thread.sleep(200);
			}
		}
		catch (InterruptedException problem) {
			throw new IOException(problem);
		}
	}

}
