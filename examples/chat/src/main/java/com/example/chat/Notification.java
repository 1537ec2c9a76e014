package com.example.chat;

import java.time.Instant;

/**
 * For one person.
 * @param room where the person was mentioned, or null if the text was sent to that person only
 */
record Notification(String from, String text, String room, Instant at) {
}
