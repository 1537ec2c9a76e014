/**
 * What lua-nginx-module looks for in Lua code to find its end: braces, and all in which a brace is none. A string has to fit into
 * nginx's buffer.
 */
const TOKEN = /(?:--)?\[(=*)\[|--[^\n]*|"(?:\\[^\n]|[^"\\\n]){0,4096}"|'(?:\\[^\n]|[^'\\\n]){0,4096}'|[{}]/g;

/** Where Lua code ends, behind its `}`; or where and why lua-nginx-module gives up, in its words. */
export interface LuaCode {
  readonly end: number;
  readonly error?: string;
}

/** Passes over Lua code that begins behind a `{`, with the rules of `ngx_http_lua_conf_read_lua_token` in lua-nginx-module. */
export function readLua(text: string, from: number): LuaCode {
  const tokens = new RegExp(TOKEN);
  tokens.lastIndex = from;
  let depth = 1;
  let opened = from;
  for (let found = tokens.exec(text); found; found = tokens.exec(text)) {
    const [token, level] = found;
    if (token === '{') {
      depth++;
      opened = found.index;
    } else if (token === '}') {
      depth--;
      if (depth === 0) return { end: tokens.lastIndex };
    } else if (level !== undefined) {
      const close = `]${level}]`;
      const at = text.indexOf(close, tokens.lastIndex);
      if (at < 0) return { end: found.index, error: `Lua code block missing the closing long bracket "${close}"` };
      tokens.lastIndex = at + close.length;
    }
  }
  return { end: opened, error: 'unexpected end of file, expecting terminating characters for lua code block' };
}
