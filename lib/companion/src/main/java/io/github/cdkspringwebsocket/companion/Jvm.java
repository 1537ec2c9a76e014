package io.github.cdkspringwebsocket.companion;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;

import com.sun.management.UnixOperatingSystemMXBean;

/** How much of what the JVM may have it has. */
final class Jvm {

	private Jvm() {
	}

	static String json() {
		MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
		return "{\"heap\":" + heap.getUsed() + ",\"heapLimit\":" + heap.getMax() + ",\"collectingMillis\":" + collectingMillis() + files()
				+ "}";
	}

	/** How long the application has stood still for it since its start; what collectors do beside it does not count. */
	private static long collectingMillis() {
		long millis = 0;
		for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
			boolean beside = collector.getName().contains("Cycles") || collector.getName().contains("Concurrent");
			millis += beside ? 0 : Math.max(0, collector.getCollectionTime());
		}
		return millis;
	}

	/** Nothing on a JVM without the module jdk.management. */
	private static String files() {
		try {
			OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
			if (system instanceof UnixOperatingSystemMXBean) {
				UnixOperatingSystemMXBean unix = (UnixOperatingSystemMXBean) system;
				return ",\"files\":" + unix.getOpenFileDescriptorCount() + ",\"filesLimit\":" + unix.getMaxFileDescriptorCount();
			}
		}
		catch (LinkageError missing) {
			// It has none to tell.
		}
		return "";
	}

}
