const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in XML, in an attribute too. */
export const xmlText = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);
