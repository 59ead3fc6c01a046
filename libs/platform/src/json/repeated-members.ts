const STRINGS_AND_BRACES = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}]/gsu;

/** Names that an object of a JSON text has twice: parsed, the last would silently count. */
export function repeatedMembers(text: string): string[] {
  const open: Set<string>[] = [];
  const repeated: string[] = [];
  for (const [token, colon] of text.matchAll(STRINGS_AND_BRACES)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      const written = token.slice(0, token.lastIndexOf('"') + 1);
      const name = written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1);
      const names = open.at(-1)!;
      if (names.has(name)) repeated.push(name);
      names.add(name);
    }
  }
  return repeated;
}
