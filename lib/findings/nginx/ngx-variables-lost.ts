import type { Finding } from '../finding';

/** The shell that wrote nginx's file replaced nginx's variables with nothing. */
export const ngxVariablesLost: Finding = {
  code: 'NGX-VARIABLES-LOST',
  hop: 'nginx',
  title: "the shell that wrote nginx's file replaced nginx's variables with nothing",
  cause: 'The here-document begins with <<EOF without quotes, so the shell expands $http_upgrade, $host and others to empty text.',
  why: 'nginx refuses the file and keeps the old one, or sends empty headers, so that every handshake fails.',
  cure: "Quote the delimiter: <<'EOF'",
  paste: "cat > /etc/nginx/conf.d/app.conf <<'EOF'",
  source: ['https://www.gnu.org/software/bash/manual/html_node/Redirections.html#Here-Documents'],
  explains: ['user-data'],
  inAws({ nginx }) {
    const { lost } = nginx ?? {};
    return (
      lost && {
        question: 'user-data',
        detail: `${lost.path} is written without ${lost.variables.join(', ')}`,
        paste: `cat > ${lost.path} <<'EOF'`,
      }
    );
  },
};
