package io.github.cdkspringwebsocket.companion;

import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.File;
import java.nio.file.Files;
import java.util.Objects;
import java.util.regex.Pattern;

import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;

/** A second connector of Tomcat's, on a Unix socket and otherwise as the first. */
final class TomcatSocket {

	/** What belongs to the first connector's own port, or to TLS, which ends before the host. */
	private static final Pattern OWN = Pattern
		.compile("port|address|name|domain|ssl|key|trust|certificate|cipher|crl|session|executor|adapter|handler|service|parent",
				Pattern.CASE_INSENSITIVE);

	private TomcatSocket() {
	}

	/** Whether it is Spring Boot's TomcatWebServer, whose package is another since Spring Boot 4. */
	static boolean isFor(Object server) {
		return server.getClass().getSimpleName().equals("TomcatWebServer");
	}

	/** With buffers of this length, where the application has not set any; 0 is as long as Tomcat's own. */
	static void open(Object server, File socket, int buffer) throws Exception {
		Tomcat tomcat = (Tomcat) server.getClass().getMethod("getTomcat").invoke(server);
		Connector first = tomcat.getConnector();
		Connector second = new Connector(first.getProtocolHandlerClassName());
		copy(first, second);
		copy(first.getProtocolHandler(), second.getProtocolHandler());
		shareThreads(first.getProtocolHandler(), second.getProtocolHandler());
		if (buffer > 0) {
			shorten("socket.appReadBufSize", buffer, first, second);
			shorten("socket.appWriteBufSize", buffer, first, second);
		}
		second.setProperty("unixDomainSocketPath", socket.getPath());
		// nginx and the agent are users of their own.
		second.setProperty("unixDomainSocketPathPermissions", "rw-rw-rw-");
		// Who was killed left it, and not every Tomcat takes its own away.
		Files.deleteIfExists(socket.toPath());
		socket.deleteOnExit();
		try {
			tomcat.getService().addConnector(second);
		}
		finally {
			if (second.getState() != LifecycleState.STARTED) {
				tomcat.getService().removeConnector(second);
			}
		}
	}

	/** One pool: as many requests at once as the application allows, and virtual threads where it has them. */
	private static void shareThreads(ProtocolHandler first, ProtocolHandler second) {
		((AbstractProtocol<?>) second).setExecutor(first.getExecutor());
	}

	private static void shorten(String name, int buffer, Connector first, Connector second) {
		Object theirs = first.getProperty(name);
		boolean isDefault = Objects.equals(theirs, second.getProperty(name));
		second.setProperty(name, String.valueOf(isDefault ? buffer : theirs));
	}

	/** Whatever Spring Boot, a customizer or the application has set: limits, time-outs, compression, which characters a path may have. */
	private static void copy(Object from, Object to) throws IntrospectionException, ReflectiveOperationException {
		for (PropertyDescriptor property : Introspector.getBeanInfo(from.getClass()).getPropertyDescriptors()) {
			if (property.getReadMethod() == null || property.getWriteMethod() == null || !isValue(property.getPropertyType())
					|| OWN.matcher(property.getName()).find()) {
				continue;
			}
			Object value = property.getReadMethod().invoke(from);
			if (value != null && !value.equals(property.getReadMethod().invoke(to))) {
				property.getWriteMethod().invoke(to, value);
			}
		}
	}

	private static boolean isValue(Class<?> type) {
		return type.isPrimitive() || type == String.class;
	}

}
