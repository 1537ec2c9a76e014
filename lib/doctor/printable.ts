/** Control characters, line breaks among them, and those that turn the direction of writing. */
export const OBEYED = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A text of a stranger's as one line, without what a terminal would obey. */
export function printable(text: string): string {
  return text.replace(OBEYED, ' ');
}
