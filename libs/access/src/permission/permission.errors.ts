import { forbidden, type Problem } from '@siku/platform';
import type { Caller } from '../principal/principal.js';

export function routeUndeclared(): Problem {
  return forbidden('route-undeclared', {
    zh: '该接口未声明访问权限，拒绝访问',
    en: 'this route does not declare who may call it, so nobody may',
  });
}

export function roleMissing(needed: readonly Caller[]): Problem {
  return forbidden('role-missing', {
    zh: `需要以下角色之一：${needed.join('、')}`,
    en: `this needs one of the roles ${needed.join(', ')}`,
  });
}

export function departmentForeign(department: string): Problem {
  return forbidden('department-foreign', {
    zh: `您无权代表部门 ${department} 操作`,
    en: `you may not act for the department ${department}`,
  });
}

export function scopeMissing(scope: string): Problem {
  return forbidden('scope-missing', {
    zh: `您的凭证不含授权范围 ${scope}`,
    en: `your credentials do not cover the scope ${scope}`,
  });
}

export function unscopedOnly(): Problem {
  return forbidden('scope-restricted', {
    zh: '限定授权范围的凭证不能管理密钥',
    en: 'credentials restricted to scopes cannot manage keys',
  });
}
