/** A line of a log group as Logs Insights sees it: fields of JSON are found by themselves. */
export type Row = Readonly<Record<string, string | number | undefined>>;

/** The lines of a stream. */
export function rowsOf(logStream: string, lines: readonly string[]): Row[] {
  return lines.map((message, index) => {
    const found = message.startsWith('{') ? (JSON.parse(message) as Row) : {};
    return { ...found, '@logStream': logStream, '@message': message, '@timestamp': index };
  });
}

/** Reads the commands that the saved queries use, as AWS documents them; another one is an error. A stand-in for Logs Insights. */
export function insights(query: string, rows: readonly Row[]): Row[] {
  const commands = query
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .split('\n| ');
  return commands.reduce<readonly Row[]>((left, command) => {
    const [, name, rest] = /^(\w+) (.*)$/s.exec(command)!;
    const run = COMMANDS[name!];
    if (!run) throw new Error(`this reading does not know ${name}`);
    return run(left, rest!);
  }, rows) as Row[];
}

const COMMANDS: Readonly<Record<string, (rows: readonly Row[], rest: string) => readonly Row[]>> = {
  filter: (rows, rest) => rows.filter((row) => holds(rest, row)),
  parse: (rows, rest) => {
    const [, field, pattern] = /^(\S+) \/(.*)\/$/.exec(rest)!;
    return rows.map((row) => ({ ...row, ...new RegExp(pattern!).exec(String(row[field!] ?? ''))?.groups }));
  },
  fields: (rows, rest) => {
    const made = [...rest.matchAll(/(coalesce|floor)\((.*?)\)(?: \* (\d+))? as (\w+)/g)];
    return rows.map((row) => ({ ...row, ...Object.fromEntries(made.map((each) => [each[4], value(each, row)])) }));
  },
  stats: (rows, rest) => {
    const [aggregates, by] = rest.split(' by ') as [string, string];
    const groups = new Map<string, Row[]>();
    for (const row of rows) {
      const key = JSON.stringify(by.split(', ').map((name) => row[name] ?? ''));
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    const made = [...aggregates.matchAll(/(\w+)\((\S+)\) as (\w+)/g)];
    return [...groups.values()].map((group) => ({
      ...Object.fromEntries(by.split(', ').map((name) => [name, group[0]![name]])),
      ...Object.fromEntries(made.map(([, how, field, name]) => [name, aggregate(how!, field!, group)])),
    }));
  },
  sort: (rows, rest) => {
    const [field] = rest.split(' desc') as [string];
    return [...rows].sort((one, other) => Number(other[field]) - Number(one[field]));
  },
  limit: (rows, rest) => rows.slice(0, Number(rest)),
};

/** `and` binds more than `or`; parentheses around either. */
function holds(condition: string, row: Row): boolean {
  const parts = /^\((.+?)\) or \((.+)\)$/.exec(condition);
  if (parts) return holds(parts[1]!, row) || holds(parts[2]!, row);
  return condition.split(' and ').every((each) => {
    const [, field, operator, wanted] = /^(?:ispresent\()?([@\w]+)\)?(?: (like|=|!=) (.+))?$/.exec(each)!;
    const text = row[field!];
    if (operator === undefined) return text !== undefined;
    if (operator === 'like') return new RegExp(wanted!.slice(1, -1)).test(String(text ?? ''));
    return (`"${text}"` === wanted) === (operator === '=');
  });
}

function value([, name, inner, times]: RegExpExecArray, row: Row): string | number | undefined {
  if (name === 'coalesce') {
    const [field, otherwise] = inner!.split(', ') as [string, string];
    return row[field] ?? otherwise.slice(1, -1);
  }
  const [field, by] = inner!.split(' / ') as [string, string];
  return row[field] === undefined ? undefined : Math.floor(Number(row[field]) / Number(by)) * Number(times);
}

function aggregate(how: string, field: string, group: readonly Row[]): number {
  const values = group.map((row) => row[field]);
  if (how === 'count') return group.length;
  if (how === 'count_distinct') return new Set(values).size;
  return how === 'min' ? Math.min(...values.map(Number)) : Math.max(...values.map(Number));
}
