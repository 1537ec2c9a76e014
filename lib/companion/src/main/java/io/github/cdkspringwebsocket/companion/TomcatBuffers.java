package io.github.cdkspringwebsocket.companion;

import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.util.ReflectionUtils;

/** The buffers of one of Tomcat's WebSockets, which nobody has used yet. Its setting for them would also limit what a client may hear. */
final class TomcatBuffers {

	private static final Log log = LogFactory.getLog(Companion.class);

	private static final AtomicBoolean told = new AtomicBoolean();

	private TomcatBuffers() {
	}

	static boolean has(Object session) {
		return session.getClass().getName().startsWith("org.apache.tomcat.websocket.");
	}

	/** What Tomcat does not let shrink stays as it is. */
	static void shrink(Object session, int length) {
		try {
			Object frame = field(session, "wsFrame").get(session);
			shrink(frame, "inputBuffer", ByteBuffer.allocate(length));
			shrink(frame, "messageBufferBinary", ByteBuffer.allocate(length));
			shrink(frame, "messageBufferText", CharBuffer.allocate(length));
			Object remote = field(session, "wsRemoteEndpoint").get(session);
			shrink(remote, "outputBuffer", ByteBuffer.allocate(length));
			shrink(remote, "encoderBuffer", ByteBuffer.allocate(length));
		}
		catch (Exception problem) {
			if (!told.getAndSet(true)) {
				log.warn("The host's companion leaves Tomcat's buffers as long as they are: " + problem);
			}
		}
	}

	/** With the same position and limit: one to read from begins empty. */
	private static void shrink(Object owner, String name, Buffer buffer) throws IllegalAccessException {
		Field field = field(owner, name);
		Buffer longer = (Buffer) field.get(owner);
		if (longer.capacity() > buffer.capacity() && longer.position() == 0) {
			buffer.limit(Math.min(longer.limit(), buffer.capacity()));
			field.set(owner, buffer);
		}
	}

	private static Field field(Object owner, String name) {
		Field field = ReflectionUtils.findField(owner.getClass(), name);
		if (field == null) {
			throw new IllegalStateException(owner.getClass() + " has no " + name);
		}
		ReflectionUtils.makeAccessible(field);
		return field;
	}

}
