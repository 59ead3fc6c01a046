import { badRequest, notFound, Problem } from '@siku/platform';
import type { Message } from '@siku/standards';

export const uploadNotFound = (): Problem => notFound({ zh: '上传', en: 'upload' });

/** @param names of the members of Upload-Metadata at fault; none when it cannot be read at all */
export function badUploadMetadata(names: readonly string[]): Problem {
  const message = {
    zh: names.length > 0 ? `Upload-Metadata 有误：${names.join('、')}` : 'Upload-Metadata 缺失或无法解析',
    en:
      names.length > 0 ? `Upload-Metadata is wrong in ${names.join(', ')}` : 'Upload-Metadata is missing or malformed',
  };
  const code = 'bad-upload-metadata';
  return badRequest(code, message, [{ parameter: 'Upload-Metadata', code, message }]);
}

/** The disk is full. Unlike a plain upload, what has arrived is not lost. */
export const uploadWaits = (): Problem =>
  new Problem(507, 'storage-full', {
    zh: '服务器存储空间已满，已收到的部分仍保留；请联系运维，空间恢复后用 HEAD 查询再续传',
    en: 'the server has no room left, and keeps what has arrived; tell your operator, and once there is room ask with HEAD and go on',
  });

/** What the protocol's server refuses by itself, by the status tus 1.0 gives it. */
const refusals: Readonly<Record<number, readonly [code: string, message: Message]>> = {
  400: ['bad-upload-request', { zh: '上传请求不符合 tus 1.0 协议', en: 'the request is not as tus 1.0 has it' }],
  403: [
    'bad-upload-request',
    {
      zh: '续传须带 Upload-Offset 和 Content-Type: application/offset+octet-stream',
      en: 'a part needs Upload-Offset and Content-Type: application/offset+octet-stream',
    },
  ],
  404: ['not-found', { zh: '没有这个上传', en: 'there is no such upload' }],
  409: [
    'upload-offset-conflict',
    {
      zh: 'Upload-Offset 与已收到的字节数不符，请先用 HEAD 查询再续传',
      en: 'Upload-Offset is not where the upload stands; ask with HEAD and go on from there',
    },
  ],
  410: ['upload-gone', { zh: '该上传已过期或已放弃', en: 'the upload has expired or was given up' }],
  412: [
    'upload-protocol-version',
    { zh: '请求须带 Tus-Resumable: 1.0.0', en: 'the request needs Tus-Resumable: 1.0.0' },
  ],
  413: ['too-large', { zh: '内容超过上限或所声明的长度', en: 'the content is larger than allowed, or than announced' }],
  423: ['upload-locked', { zh: '该上传正在被另一请求写入', en: 'another request is writing to the upload' }],
};

const broken: readonly [string, Message] = [
  'upload-broken',
  { zh: '上传中断，请续传', en: 'the upload broke off; go on with it' },
];

/** @param body the protocol server's own words: of a malformed request they name the headers at fault */
export function protocolProblem(status: number, body = ''): Problem {
  const [code, message] = refusals[status] ?? broken;
  const headers = /^Invalid ([\w -]+)\n$/.exec(body)?.[1]?.split(' ') ?? [];
  const errors = headers.map((parameter) => ({ parameter, code: 'bad-header', message }));
  return new Problem(status, code, message, errors);
}
