package com.example.lab;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What may be wrong with a version. */
enum Trouble {

	NONE, EXITS, NEVER_LISTENS, WRONG_PORT, MIGRATES, NEEDS_MEMORY;

	static Trouble asked() {
		return valueOf(System.getenv().getOrDefault("TROUBLE", "none").toUpperCase().replace('-', '_'));
	}

	/** Beans that do their work before the web server listens, as a database migration does. */
	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		InitializingBean startup() {
			return () -> {
				switch (asked()) {
					case EXITS -> throw new IllegalStateException("mail.host is not set");
					case MIGRATES -> {
						LoggerFactory.getLogger("migration").info("migrating the schema to version 42, table 1 of 500");
						Thread.sleep(3_600_000);
					}
					case NEEDS_MEMORY -> {
						List<byte[]> catalogue = new ArrayList<>();
						while (true) {
							catalogue.add(new byte[1_000_000]);
						}
					}
					default -> {
					}
				}
			};
		}

	}

}
