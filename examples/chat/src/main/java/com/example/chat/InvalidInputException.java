package com.example.chat;

import org.springframework.messaging.MessagingException;

/**
 * Its message is shown to the client. A {@link MessagingException}, because the channel
 * would wrap any other one and hide that message.
 */
class InvalidInputException extends MessagingException {

	InvalidInputException(String message) {
		super(message);
	}

}
