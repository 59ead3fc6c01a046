import { divisionName, type Message } from '@siku/standards';

/** Name of a division of GB/T 2260 or of a country of ISO 3166; the code itself for what is neither. */
export function areaTitle(code: string): Message {
  const name = divisionName(code);
  if (name !== undefined) return { zh: name, en: name };
  if (!/^[A-Z]{2}$/.test(code)) return { zh: code, en: code };
  const named = (language: string): string => new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
  return { zh: named('zh'), en: named('en') };
}
