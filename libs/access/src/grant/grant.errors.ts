import { badRequest, conflict, forbidden, notFound, type Problem, type ProblemDetail } from '@siku/platform';

export const grantNotFound = (): Problem => notFound({ zh: '授权', en: 'grant' });

export const grantInvalid = (errors: readonly ProblemDetail[]): Problem =>
  badRequest('invalid-grant', { zh: '授权申请有误', en: 'the grant asked for is not right' }, errors);

export const grantDecided = (status: string): Problem =>
  conflict('grant-decided', {
    zh: `该授权当前状态为 ${status}，不能再作此操作`,
    en: `the grant is ${status}; this cannot be done to it any more`,
  });

export const ownGrant = (): Problem =>
  forbidden('four-eyes', {
    zh: '申请人不能审批自己的授权',
    en: 'whoever asks for a grant does not decide about it',
  });

export const foreignGrant = (): Problem =>
  forbidden('grant-foreign', { zh: '只能交回自己的授权', en: 'you may give back only a grant of your own' });
