import type { Finding } from '../finding';

/** Apache httpd lacks the module that speaks with the application. */
export const proxyModuleMissing: Finding = {
  code: 'PROXY-MODULE-MISSING',
  hop: 'proxy',
  title: 'Apache httpd lacks the module for the address in ProxyPass',
  cause: 'http:// needs mod_proxy_http, and ws:// before 2.4.47 mod_proxy_wstunnel; neither is loaded with mod_proxy.',
  why: 'httpd answers with 500, and its error log names the scheme.',
  cure: 'Load both modules, and restart httpd',
  symptoms: [{ seen: 'proxy', text: 'AH01144: No protocol handler was valid for the URL <path> (scheme ' }],
  paste: 'a2enmod proxy_http proxy_wstunnel',
  source: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy_wstunnel.html'],
  explains: ['info', 'websocket'],
};
