package com.example.chat;

import java.lang.management.ManagementFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;

/**
 * Which of several hosts holds the connection of whoever asks.
 */
@Controller
class HostController {

	private final Host host;

	HostController(Host host) {
		this.host = host;
	}

	@SubscribeMapping("/host")
	Host host() {
		return this.host;
	}

	@Component
	record Host(String name) {

		/** Without a given name it is the process and the machine. */
		Host(@Value("${HOSTNAME:}") String name) {
			this.name = name.isEmpty() ? ManagementFactory.getRuntimeMXBean().getName() : name;
		}

	}

}
