package com.example.chat;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

@ConfigurationProperties("chat")
record ChatProperties(@DefaultValue List<String> allowedOrigins) {
}
