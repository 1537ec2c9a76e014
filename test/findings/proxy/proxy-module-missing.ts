import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  lines: [
    '[Sun Nov 29 13:34:26.960208 2026] [proxy:warn] [pid 12056:tid 12085] [client 127.0.0.1:35010] ' +
      "AH01144: No protocol handler was valid for the URL /ws/1/a/websocket (scheme 'ws'). " +
      'If you are using a DSO version of mod_proxy, make sure the proxy submodules are included in the configuration using LoadModule.',
  ],
};
