package com.example.chat;

import java.security.Principal;
import java.util.Locale;

/**
 * Someone who gave a display name. Nobody checks the name: all who call themselves Ada get
 * Ada's notifications. An application with a login has its own principal instead.
 */
record Guest(String displayName) implements Principal {

	/** The address of personal messages, so that @ada reaches Ada. */
	@Override
	public String getName() {
		return address(this.displayName);
	}

	static String address(String displayName) {
		return displayName.toLowerCase(Locale.ROOT);
	}

}
