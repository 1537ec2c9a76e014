const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Milliseconds of a time as logs write it, for putting in order; a time without zone is taken for UTC, one without a year has none. */
export function millis(when: string | undefined): number | undefined {
  if (when === undefined) {
    return undefined;
  }
  const clf = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)$/.exec(when);
  if (clf) {
    return valid(Date.parse(`${clf[3]}-${String(MONTHS.indexOf(clf[2]) + 1).padStart(2, '0')}-${clf[1]}T${clf[4]}${clf[5]}:${clf[6]}`));
  }
  if (/^\d{16}$/.test(when)) {
    return Number(when) / 1000;
  }
  const text = when.replace(/\//g, '-').replace(' ', 'T').replace(',', '.').replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  return /^\d{4}-/.test(text) ? valid(Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`)) : undefined;
}

function valid(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}
