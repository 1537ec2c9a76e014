const GRAPHEMES = new Intl.Segmenter();
/** Ideographs, kana, Hangul, full-width forms; emoji by their property, or by the selector behind them. */
const IDEOGRAPHS = '\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6';
const WIDE = new RegExp(`[${IDEOGRAPHS}\\u{20000}-\\u{3fffd}\\p{Emoji_Presentation}]|\\ufe0f`, 'u');
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** What a reader takes for one character: a letter with its accents, a flag, a family of emoji. */
export function graphemes(text: string): string[] {
  return [...GRAPHEMES.segment(text)].map(({ segment }) => segment);
}

/** How many columns of a terminal a text without control characters takes: two for an ideograph or an emoji, none for a mark alone. */
export function displayWidth(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : graphemes(text).reduce((sum, each) => sum + columns(each), 0);
}

function columns(grapheme: string): number {
  if (INVISIBLE.test(grapheme)) {
    return 0;
  }
  return WIDE.test(grapheme) ? 2 : 1;
}
