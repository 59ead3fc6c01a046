import { registerDecorator } from 'class-validator';
import { LEVELS } from './grant.js';

const PATH = /^[a-zA-Z][\w-]*(\.[a-zA-Z][\w-]*)*(\.x-\*)?$/;
const MOST_FIELDS = 200;

/** `{path: level}`, not empty. */
export function IsLevelMap(): PropertyDecorator {
  return (target, propertyKey) => {
    registerDecorator({
      name: 'isLevelMap',
      target: target.constructor,
      propertyName: String(propertyKey),
      options: {
        message: `$property must name attributes and give each one of ${LEVELS.join(', ')}`,
        context: { zh: `应为属性路径到 ${LEVELS.join('、')} 之一的对应` },
      },
      validator: { validate: isLevelMap },
    });
  };
}

function isLevelMap(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length > 0 &&
    entries.length <= MOST_FIELDS &&
    entries.every(([path, level]) => PATH.test(path) && LEVELS.some((known) => known === level))
  );
}
