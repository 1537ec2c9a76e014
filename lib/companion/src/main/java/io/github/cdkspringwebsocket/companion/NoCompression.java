package io.github.cdkspringwebsocket.companion;

import java.io.IOException;

import javax.servlet.ServletException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;

/** Takes no offer to compress WebSocket messages: every browser makes it, and Tomcat keeps a compressor and its like for each session. */
final class NoCompression extends ValveBase {

	private NoCompression() {
		super(true);
	}

	static void in(Object server) throws ReflectiveOperationException {
		Tomcat tomcat = (Tomcat) server.getClass().getMethod("getTomcat").invoke(server);
		tomcat.getEngine().getPipeline().addValve(new NoCompression());
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		request.getCoyoteRequest().getMimeHeaders().removeHeader("Sec-WebSocket-Extensions");
		getNext().invoke(request, response);
	}

}
