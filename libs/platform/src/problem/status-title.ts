import { STATUS_CODES } from 'node:http';
import type { Message } from '@siku/standards';

const chinese: Record<number, string> = {
  400: '请求有误',
  401: '未认证',
  403: '无权访问',
  404: '未找到',
  405: '方法不允许',
  406: '无法按要求的格式提供',
  408: '请求超时',
  409: '冲突',
  410: '已不存在',
  412: '前提条件不成立',
  413: '内容过大',
  414: '网址过长',
  415: '内容类型不支持',
  416: '范围不成立',
  422: '内容无法处理',
  428: '缺少前提条件',
  429: '请求过多',
  431: '请求头过大',
  500: '服务器内部错误',
  503: '服务暂不可用',
  507: '存储空间不足',
};

/** Title of a status: the registered phrase, and its Chinese counterpart. */
export function statusTitle(status: number): Message {
  const en = STATUS_CODES[status] ?? 'Error';
  return { zh: chinese[status] ?? en, en };
}
