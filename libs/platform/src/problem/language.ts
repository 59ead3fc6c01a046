import type { Message } from '@siku/standards';

export type Language = 'zh-CN' | 'en';

/** The better of the two languages for an Accept-Language header (RFC 9110); Chinese where it states no preference. */
export function languageOf(header: string | undefined): Language {
  let best: Language = 'zh-CN';
  let bestQuality = 0;
  for (const part of (header ?? '').split(',')) {
    const [range = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = weight ? Number(weight.slice(2)) : 1;
    const language = /^en\b/.test(range) ? 'en' : /^zh\b/.test(range) ? 'zh-CN' : null;
    if (language && quality > bestQuality) [best, bestQuality] = [language, quality];
  }
  return best;
}

export const inLanguage = (message: Message, language: Language): string =>
  language === 'en' ? message.en : message.zh;
