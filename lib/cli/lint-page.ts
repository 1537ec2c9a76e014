import type { Linted, LintedRoute, LintPlace, LintReport } from '../doctor/nginx/lint-report';
import { detail, findingInFull, note, notice } from './finding-page';
import { BLANK, counted, item, paragraph, verbatim, type Block, type Tone } from './page';

/** More places of one finding than these are counted only. */
const MOST_PLACES = 3;

/** More routes than these are counted only. */
const MOST_ROUTES = 20;

/** What is wrong with a configuration: what was read, its routes, its problems with the corrected lines, advice, what is missing. */
export function lintPage(report: LintReport): Block[] {
  const { problems, advice, undetermined, notes, routes } = report;
  return [
    readFiles(report),
    ...section(routeRows(routes)),
    ...problems.flatMap((found) => [BLANK, ...problem(found)]),
    ...section(advice.flatMap(adviceOf)),
    ...section(undetermined.map(unknown)),
    ...section(notes.map(note)),
    BLANK,
    closing(report),
  ];
}

/** What stands beside a patch: each place, and how the patch is applied. */
export function patchPage({ problems, undetermined, ...report }: LintReport): Block[] {
  return [
    ...problems.flatMap(({ code, places }) =>
      places.map((place) => paragraph([{ text: code, tone: 'bad' }, ` ${at(place)}: ${place.detail}`], { hanging: 2 })),
    ),
    ...section(undetermined.map(unknown)),
    BLANK,
    closing({ problems, undetermined, ...report }, 'the patch cures what lines can cure: apply it, then run nginx -t'),
    ...(isCurable(problems)
      ? [
          ...verbatim('patch -p1', 2),
          paragraph('or where its paths are absolute, as from nginx -T:'),
          ...verbatim('patch --follow-symlinks -p1 -d /', 2),
        ]
      : []),
  ];
}

function section(blocks: readonly Block[]): Block[] {
  return blocks.length > 0 ? [BLANK, ...blocks] : [];
}

function readFiles({ files, nginxVersion }: LintReport): Block {
  const more = files.length > 1 ? ` and ${files.length - 1} more file${files.length > 2 ? 's' : ''}` : '';
  const version = nginxVersion ? `nginx ${nginxVersion}` : 'which nginx reads it is not known, --nginx-version says it';
  return item({ text: 'read', tone: 'quiet' }, 5, `${files[0] ?? 'nothing'}${more}; ${version}`);
}

function routeRows(routes: readonly LintedRoute[]): Block[] {
  const column = Math.max(...routes.map(({ route }) => route.length)) + 2;
  return [
    ...routes.slice(0, MOST_ROUTES).map(({ route, file, line, proxyPass, why }) => {
      const handed = proxyPass.length > 0 ? `handed to ${proxyPass.join(', ')}` : 'handed to nobody';
      return item({ text: route, tone: 'strong' }, Math.min(column, 24), `${file}:${line}, ${handed}; judged because of ${why}`);
    }),
    ...(routes.length > MOST_ROUTES ? [paragraph(`and ${routes.length - MOST_ROUTES} more (--json has all)`)] : []),
  ];
}

function problem({ paste, places, ...found }: Linted): Block[] {
  const rest = places.length - MOST_PLACES;
  const corrected = places.some((place) => place.corrected.length > 0);
  return findingInFull({ ...found, paste: corrected ? undefined : paste }, routesOf(places), [
    ...places.slice(0, MOST_PLACES).flatMap(placeBlocks),
    ...(rest > 0 ? [detail(`and ${rest} more places (--json has all)`)] : []),
  ]);
}

function placeBlocks(place: LintPlace): Block[] {
  return [
    detail([{ text: at(place), tone: 'strong' }, ` ${place.detail}`]),
    ...place.corrected.flatMap((line) => verbatim(line, 8, TONES[line.charAt(0)] ?? 'quiet')),
  ];
}

const TONES: Readonly<Record<string, Tone>> = { '+': 'good', '-': 'bad' };

function adviceOf({ places, ...found }: Linted): Block[] {
  const more = places.length > 1 ? ` and ${places.length - 1} more place${places.length > 2 ? 's' : ''}` : '';
  const [first] = places;
  // What the title says has not come about: the place says what is near to it.
  return notice({ ...found, title: first.detail, where: `${at(first)}${more}` });
}

function unknown(text: string): Block {
  return item({ text: '?', tone: 'doubt' }, 5, text);
}

function routesOf(places: readonly LintPlace[]): string {
  return [...new Set(places.flatMap(({ routes }) => routes))].join(', ');
}

function at({ file, line }: LintPlace): string {
  return `${file}:${line}`;
}

function isCurable(problems: readonly Linted[]): boolean {
  return problems.some(({ places }) => places.some(({ edits }) => edits.length > 0));
}

function closing({ verdict, problems, routes, advice }: LintReport, patch = '--fix prints a patch'): Block {
  if (verdict === 'problem') {
    const cure = isCurable(problems) ? patch : 'no patch does that, correct what the cure says';
    return paragraph([{ text: counted(problems.length, 'problem'), tone: 'bad' }, ` in the configuration: ${cure}`]);
  }
  if (verdict === 'undetermined') {
    return paragraph([{ text: 'not determined', tone: 'doubt' }, ': whether WebSockets pass; the lines with ? say what is missing']);
  }
  const through = `${counted(routes.length, 'route')} let${routes.length === 1 ? 's' : ''} sockets through`;
  return paragraph([
    { text: through, tone: 'good' },
    advice.length > 0 ? '; a note is about what works, but not always: explain <code> says more' : '',
  ]);
}
