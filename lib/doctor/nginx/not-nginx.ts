/** Blocks that nginx alone has. */
const OF_NGINX = /^\s*(server|location\s[^;{]*|http|events|upstream\s+\S+)\s*\{/m;

/** What a configuration of other software has, the surest sign first. */
const OTHERS: readonly (readonly [string, RegExp])[] = [
  [
    'Apache httpd',
    /^\s*(<(VirtualHost|Location|LocationMatch|Directory|IfModule|Proxy)\b[^>]*>|LoadModule\s+\w+_module\s|RewriteEngine\s)/im,
  ],
  ['Apache httpd', /^\s*(ProxyPass(Match|Reverse)?|RewriteRule|ProxyPreserveHost)\s+\S+/m],
  ['Envoy', /^\s*"?static_resources"?\s*:|type\.googleapis\.com\/envoy\.|\benvoy\.filters\./m],
  ['Kubernetes', /^apiVersion:\s[^]*^kind:\s/m],
  ['Docker Compose', /^services:\s*$/m],
  ['Traefik', /^\s*"?(entryPoints|routers)"?\s*:|^\[(entryPoints|http\.routers)\b/m],
  ['HAProxy', /^\s*(frontend|backend)\s+[\w.:-]+\s*(#.*)?$|^(global|defaults)\s*(#.*)?$/m],
  ['Caddy', /^\s*(reverse_proxy|handle_path|handle|file_server|encode|php_fastcgi)\b[^;]*$|^\s*"apps"\s*:/m],
];

/** Text that a program makes the configuration of; Lua has such braces too. */
const TEMPLATE = /\{\{-?\s*[\w.][^{}]*\}\}|\{%-?\s*\w[^{}]*%\}|<%[=-]?\s[^%]*%>/;

/** Refuses what is no configuration of nginx, by what it is; a text of neither kind is left to the parser, which names the line. */
export function refuseOthers(text: string, name: string): void {
  const bare = text.replace(/^\s*#.*$/gm, '');
  const [software] = (!OF_NGINX.test(bare) && OTHERS.find(([, sign]) => sign.test(bare))) || [];
  if (software !== undefined)
    throw new Error(
      `${name} is a configuration of ${software}, and --nginx reads nginx's only: ` +
        'ask the running chain instead, with doctor and the URL of the WebSocket',
    );
  const [made] = (!/_by_lua/.test(bare) && TEMPLATE.exec(bare)) || [];
  if (made !== undefined)
    throw new Error(
      `${name} is a template, it has ${made.slice(0, 40)}: render it first and give what nginx reads, or the output of nginx -T`,
    );
}
