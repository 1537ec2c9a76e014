const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Milliseconds of a time as logs write it, for putting in order; a time without zone is taken for UTC, one without a year has none. */
export function millis(when: string | undefined): number | undefined {
  if (when === undefined) {
    return undefined;
  }
  const clf = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)$/.exec(when);
  if (clf) {
    return valid(Date.parse(`${clf[3]}-${monthOf(clf[2])}-${clf[1]}T${clf[4]}${clf[5]}:${clf[6]}`));
  }
  const tomcat = /^(\d\d)-([A-Z][a-z]{2})-(\d{4}) (\d\d:\d\d:\d\d\.\d{3})$/.exec(when);
  if (tomcat) {
    return valid(Date.parse(`${tomcat[3]}-${monthOf(tomcat[2])}-${tomcat[1]}T${tomcat[4]}Z`));
  }
  if (/^\d{16}$/.test(when)) {
    return Number(when) / 1000;
  }
  const text = when
    .replace(/\//g, '-')
    .replace(' ', 'T')
    .replace(',', '.')
    .replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  return /^\d{4}-/.test(text) ? valid(Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`)) : undefined;
}

function monthOf(name: string): string {
  return String(MONTHS.indexOf(name) + 1).padStart(2, '0');
}

function valid(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}
