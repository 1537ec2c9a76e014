"""Where this operating system has nginx's stream module, and whom nginx trusts for the broker: an issuer of its own, or the system's
list, whose place differs too."""
import os
import re
import subprocess

import conventions

NGINX = "/usr/sbin/nginx"
MODULE_FOLDERS = ("/usr/lib64/nginx/modules", "/usr/lib/nginx/modules")
ISSUERS = ("/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem")


def write(host):
    """For nginx, where the deployer could not know them. What is missing nginx names when it is tested."""
    host.write(conventions.STREAM_MODULE_CONF, _load_module())
    own = host.exists(conventions.BROKER_CA_FILE)
    issuers = host.path(conventions.BROKER_CA_FILE) if own else next(filter(os.path.exists, ISSUERS), ISSUERS[0])
    host.write(conventions.BROKER_TRUST_CONF, f"proxy_ssl_trusted_certificate {issuers};\n")


def _load_module():
    built = subprocess.run([NGINX, "-V"], capture_output=True, text=True, check=False).stderr
    if re.search(r"--with-stream(?![=\w])", built):
        return ""
    own = re.search(r"--modules-path=([^\s']+)", built)
    files = [f"{folder}/ngx_stream_module.so" for folder in (*([own[1]] if own else []), *MODULE_FOLDERS)]
    return f"load_module {next(filter(os.path.exists, files), files[0])};\n"
