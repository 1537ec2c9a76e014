package com.example.lab;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The application whose versions are deployed one after the other. What a bad version has in its code, this one has on
 * demand: the variable TROUBLE names it.
 */
@SpringBootApplication
public class Application {

	public static void main(String[] args) {
		var application = new SpringApplication(Application.class);
		switch (Trouble.asked()) {
			case WRONG_PORT -> System.setProperty("server.port", "9090");
			case NEVER_LISTENS -> {
				application.setWebApplicationType(WebApplicationType.NONE);
				application.setDefaultProperties(Map.of("spring.main.keep-alive", "true"));
			}
			default -> {
			}
		}
		application.run(args);
	}

}
