package com.example.chat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What clients may send.
 */
final class Input {

	static final int MAX_TEXT = 2000;

	private static final int MAX_MENTIONS = 10;

	private static final Pattern ROOM = Pattern.compile("[A-Za-z0-9_-]{1,40}");

	private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]{1,30}");

	private static final Pattern MENTION = Pattern.compile("(?<![\\p{L}\\p{N}_-])@(" + NAME + ")");

	private Input() {
	}

	static boolean isRoom(String room) {
		return ROOM.matcher(room).matches();
	}

	static String room(String room) {
		if (!isRoom(room)) {
			throw new InvalidInputException("A room name has 1 to 40 letters a-z, digits, - or _");
		}
		return room;
	}

	static String name(String name) {
		if (!NAME.matcher(name).matches()) {
			throw new InvalidInputException("A name has 1 to 30 letters, digits, - or _");
		}
		return name;
	}

	static String text(String text) {
		if (text == null || text.isBlank()) {
			throw new InvalidInputException("The text is missing");
		}
		if (text.length() > MAX_TEXT) {
			throw new InvalidInputException("The text is longer than " + MAX_TEXT + " characters");
		}
		return text;
	}

	/** The addresses of those mentioned as @name. */
	static List<String> mentions(String text) {
		return MENTION.matcher(text)
			.results()
			.map((MatchResult mention) -> Guest.address(mention.group(1)))
			.distinct()
			.limit(MAX_MENTIONS)
			.toList();
	}

}
