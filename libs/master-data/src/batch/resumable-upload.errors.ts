import { badRequest, notFound, type Problem } from '@siku/platform';

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
