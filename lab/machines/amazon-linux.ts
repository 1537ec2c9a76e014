import type { Layer } from './layer';

/**
 * The stand-in for Amazon Linux 2023: a layer above Debian 13, because no Amazon Linux can be had without its own repositories.
 *
 * Real in it: cloud-init's own class for the distribution `amazon`, which calls dnf, and all that the user data and the units do.
 * Stand-ins: this dnf, which gives Amazon's package names to apt, and OpenJDK 21 for Corretto 17 too, because Debian 13 has no older
 * one; os-release; the host's name, which comes by DHCP; the user ec2-user (cloud-init makes it). Not there: rpm, Amazon's builds of
 * nginx, Java and systemd, SELinux, the agent of Session Manager.
 */
export const AMAZON_LINUX_STAND_IN: Layer = {
  files: {
    'etc/cloud/cloud.cfg.d/96_amazon_linux_stand_in.cfg': `preserve_hostname: true
system_info:
  distro: amazon
  default_user:
    name: ec2-user
    lock_passwd: true
    gecos: EC2 Default User
    groups: [adm]
    sudo: ["ALL=(ALL) NOPASSWD:ALL"]
    shell: /bin/bash
`,
    'etc/os-release': `NAME="Amazon Linux"
VERSION="2023"
ID="amzn"
ID_LIKE="fedora"
VERSION_ID="2023"
PLATFORM_ID="platform:al2023"
PRETTY_NAME="Amazon Linux 2023 (stand-in above Debian 13)"
`,
    'usr/bin/dnf': { mode: 0o755, content: dnf() },
  },
  links: { 'usr/bin/yum': 'dnf', 'usr/libexec/cloud-init': '/usr/lib/cloud-init' },
};

/**
 * As much of dnf as cloud-init and administrators of these hosts call; one unknown package and nothing is installed, as with dnf
 * itself.
 */
function dnf(): string {
  return `#!/bin/bash
# Stand-in for Amazon Linux's dnf: gives its package names to apt.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
echo "$(date -u +%FT%TZ) DDEBUG Command: dnf $*" >> /var/log/dnf.log # where dnf writes it too
names=()
command=
for word in "$@"; do
  case $word in
    -*) ;;
    *) if [ -z "$command" ]; then command=$word; else names+=("$word"); fi ;;
  esac
done
packages=()
for name in "\${names[@]}"; do
  case $name in
    java-*-amazon-corretto-headless | java-*-amazon-corretto)
      version=\${name#java-}
      version=\${version%%-*}
      packages+=("openjdk-$((version < 21 ? 21 : version))-jre-headless") ;;
    *) packages+=("$name") ;;
  esac
done
case $command in
  install)
    # cloud-init's class for Amazon Linux never asks for that, because dnf itself fetches what is there to install.
    compgen -G '/var/lib/apt/lists/*_Packages*' > /dev/null || apt-get update
    for index in "\${!packages[@]}"; do
      # Not in a pipe: grep would end at the match, and apt-cache's broken pipe would look like a package that is not there.
      if [[ ! $(apt-cache policy "\${packages[$index]}") =~ Candidate:.[0-9] ]]; then
        echo "Error: Unable to find a match: \${names[$index]}" >&2
        exit 1
      fi
    done
    exec apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 "\${packages[@]}" ;;
  remove | erase) exec apt-get remove -y "\${packages[@]}" ;;
  makecache | check-update | check-upgrade) exec apt-get update ;;
  upgrade | update) apt-get update && exec apt-get upgrade -y ;;
  *) echo "No such command: $command (a stand-in for dnf)" >&2; exit 1 ;;
esac
`;
}
