import { unavailable, type Problem } from '@siku/platform';

export function auditUnavailable(): Problem {
  return unavailable('audit-unavailable', {
    zh: '审计日志暂时无法写入，请稍后重试',
    en: 'the audit log cannot be written at the moment; try again later',
  });
}
