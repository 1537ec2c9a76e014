package com.example.chat;

import java.time.Instant;

record ChatMessage(String author, String text, Instant at) {

	/** Tells the rest of the application about a message. */
	record Posted(String room, ChatMessage message) {
	}

}
