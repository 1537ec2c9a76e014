/** Everything that all pages of an answer name. */
export async function all<Page>(pages: AsyncIterable<Page>, names: (page: Page) => readonly (string | undefined)[]): Promise<string[]> {
  const found: string[] = [];
  for await (const page of pages) {
    found.push(...names(page).map((name) => name ?? ''));
  }
  return found;
}
