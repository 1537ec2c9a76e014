"""This machine below a prefix: `/`, or the folder of a rehearsal."""
import json
import os

from conventions import APP_SOCKET, DEPLOYMENT_FILE


class Host:
    def __init__(self, root):
        self.root = root
        self.facts = json.loads(self.read(DEPLOYMENT_FILE))

    def path(self, name):
        return os.path.join(self.root, name)

    def application(self):
        """Address and port of the application, or its Unix socket's path and None: the way that nginx takes."""
        app = self.facts["app"]
        if not app["remote"] and self.exists(APP_SOCKET):
            return self.path(APP_SOCKET), None
        return app["address"], app["port"]

    def exists(self, name):
        return os.path.exists(self.path(name))

    def read(self, name):
        """The text of a file, empty when there is none."""
        try:
            with open(self.path(name), encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def write(self, name, content, mode=0o644):
        """Puts a whole file, text or pieces of bytes, in its place at once; never readable for more than `mode` allows."""
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        try:
            with open(path + ".new", "wb", opener=lambda new, flags: os.open(new, flags, 0o600)) as file:
                os.fchmod(file.fileno(), mode)
                file.writelines([content.encode()] if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(path + ".new", path)
        except BaseException:
            os.remove(path + ".new")
            raise
