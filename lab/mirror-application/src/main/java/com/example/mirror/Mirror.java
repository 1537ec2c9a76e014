package com.example.mirror;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers every path with the request as it arrived, and counts: the number tells whether one was smuggled past. */
@RestController
class Mirror {

	private final AtomicLong requests = new AtomicLong();

	private final JdbcTemplate database;

	Mirror(JdbcTemplate database) {
		this.database = database;
	}

	/** What needs the database. */
	@GetMapping("/rooms")
	Map<String, Object> rooms() {
		return Map.of("rooms", this.database.queryForObject("select 1", Integer.class));
	}

	@RequestMapping("/**")
	Map<String, Object> seen(HttpServletRequest request) throws IOException {
		Map<String, Object> seen = new LinkedHashMap<>();
		seen.put("number", this.requests.incrementAndGet());
		seen.put("method", request.getMethod());
		seen.put("uri", request.getRequestURI());
		seen.put("query", request.getQueryString());
		seen.put("client", request.getRemoteAddr());
		seen.put("scheme", request.getScheme());
		seen.put("server", request.getServerName());
		seen.put("port", request.getServerPort());
		seen.put("headers", headers(request));
		seen.put("body", new String(request.getInputStream().readNBytes(1000)));
		return seen;
	}

	private static Map<String, List<String>> headers(HttpServletRequest request) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		var names = request.getHeaderNames();
		while (names.hasMoreElements()) {
			String name = names.nextElement();
			List<String> values = headers.computeIfAbsent(name.toLowerCase(), (key) -> new ArrayList<>());
			request.getHeaders(name).asIterator().forEachRemaining(values::add);
		}
		return headers;
	}

}
