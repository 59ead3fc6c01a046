import { badRequest, type Problem } from '@siku/platform';

export const noSuchSeries = (): Problem =>
  badRequest('no-such-series', { zh: '没有这个序列', en: 'The series does not exist' });

export const noSuchCategory = (): Problem =>
  badRequest('no-such-category', { zh: '没有这个类别', en: 'The category does not exist' });

export const noSuchRelease = (): Problem =>
  badRequest('no-such-release', { zh: '没有这个发布', en: 'The release does not exist' });

export const noSuchElement = (): Problem =>
  badRequest('no-such-element', { zh: '这个发布中没有这个条目', en: 'The release table element does not exist' });

export const noSuchSource = (): Problem =>
  badRequest('no-such-source', { zh: '没有这个来源', en: 'The source does not exist' });

/** Of two whose codes have one number either could be meant. */
export const sharedNumber = (id: number, codes: readonly string[]): Problem =>
  badRequest('shared-id', {
    zh: `编号 ${id} 为 ${codes.join('、')} 所共有，请改用其他接口查询`,
    en: `The id ${id} is that of ${codes.join(' and of ')}: ask for them by their codes, in another interface`,
  });

/** Before anything of a series was public. */
export const notYetPublic = (): Problem =>
  badRequest('no-vintage', {
    zh: '这个序列当时还没有发布',
    en: 'The series does not exist in ALFRED but may exist in FRED',
  });

export const noVintages = (first: string, last: string): Problem =>
  badRequest('no-vintage', {
    zh: `${first} 至 ${last} 之间没有发布`,
    en: `No vintage dates exist for the specified real-time period: ${first} to ${last}`,
  });

export const tooManyVintages = (count: number, first: string, last: string, most: number): Problem =>
  badRequest('too-many-vintages', {
    zh: `${first} 至 ${last} 之间有 ${count} 次发布，超过 ${most} 次`,
    en: `There are ${count} vintage dates in the specified real-time period: ${first} to ${last}.  This exceeds the maximum number of vintage dates allowed for this file type (${most})`,
  });

/** @param english what is wrong with a parameter, in the words of FRED */
export const invalid = (english: string): Problem =>
  badRequest('invalid-parameter', { zh: `参数取值有误（${english}）`, en: english });
