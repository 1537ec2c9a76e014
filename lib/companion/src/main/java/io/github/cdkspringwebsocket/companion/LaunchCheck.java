package io.github.cdkspringwebsocket.companion;

/** Started in the application's place: whether its launcher, with the companion on the class path, finds its classes. */
public final class LaunchCheck {

	private LaunchCheck() {
	}

	public static void main(String[] classes) throws ClassNotFoundException {
		for (String name : classes) {
			Class.forName(name, false, Thread.currentThread().getContextClassLoader());
		}
	}

}
