package io.github.cdkspringwebsocket.companion.messaging;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/** A message of Spring's as bytes: where to, for which session, of which type, with which headers of the sender's. */
final class SharedMessage {

	/** They belong to the frame that the client sent, or to what Spring itself does with it. */
	private static final Set<String> OWN = new HashSet<>(Arrays.asList("destination", "content-length", "receipt", "transaction",
			SimpMessageHeaderAccessor.ORIGINAL_DESTINATION.toLowerCase(Locale.ROOT)));

	private SharedMessage() {
	}

	static void write(DataOutputStream out, Message<?> message, String session) throws IOException {
		MessageHeaders headers = message.getHeaders();
		Object type = headers.get(MessageHeaders.CONTENT_TYPE);
		Map<String, List<String>> texts = texts(headers);
		Frame.writeText(out, SimpMessageHeaderAccessor.getDestination(headers));
		Frame.writeText(out, session);
		Frame.writeText(out, type == null ? "" : type.toString());
		out.writeInt(texts.size());
		for (Map.Entry<String, List<String>> text : texts.entrySet()) {
			Frame.writeText(out, text.getKey());
			out.writeInt(text.getValue().size());
			for (String value : text.getValue()) {
				Frame.writeText(out, value == null ? "" : value);
			}
		}
		out.write((byte[]) message.getPayload());
	}

	private static Map<String, List<String>> texts(MessageHeaders headers) {
		Map<String, List<String>> texts = new LinkedHashMap<>();
		nativeHeaders(headers).forEach((name, values) -> {
			if (!OWN.contains(name.toLowerCase(Locale.ROOT)) && values != null) {
				texts.put(name, values);
			}
		});
		return texts;
	}

	/** Those of STOMP's frame, or of the application's own. */
	@SuppressWarnings("unchecked")
	static Map<String, List<String>> nativeHeaders(MessageHeaders headers) {
		Object texts = headers.get(NativeMessageHeaderAccessor.NATIVE_HEADERS);
		return texts == null ? Collections.emptyMap() : (Map<String, List<String>>) texts;
	}

	static Message<byte[]> read(DataInputStream in) throws IOException {
		SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
		headers.setDestination(Frame.readText(in));
		String session = Frame.readText(in);
		if (!session.isEmpty()) {
			headers.setSessionId(session);
		}
		setContentType(headers, Frame.readText(in));
		for (int count = in.readInt(); count > 0; count--) {
			String name = Frame.readText(in);
			List<String> values = new ArrayList<>();
			for (int more = in.readInt(); more > 0; more--) {
				values.add(Frame.readText(in));
			}
			headers.setNativeHeaderValues(name, values);
		}
		return MessageBuilder.createMessage(Frame.readBytes(in, in.available()), headers.getMessageHeaders());
	}

	private static void setContentType(SimpMessageHeaderAccessor headers, String type) {
		try {
			if (!type.isEmpty()) {
				headers.setContentType(MimeTypeUtils.parseMimeType(type));
			}
		}
		catch (InvalidMimeTypeException problem) {
			headers.setNativeHeader("content-type", type);
		}
	}

}
