/** Chinese for class-validator's English sentences, which start with the name of the property. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/must be an integer number$/, '应为整数'],
  [/must be a number/, '应为数字'],
  [/must be a boolean value$/, '应为 true 或 false'],
  [/must be a string$/, '应为文本'],
  [/must be an array$/, '应为数组'],
  [/must be an object$|nested property .* must be either object or array$/, '应为对象'],
  [/should not be (empty|null or undefined)$/, '不能为空'],
  [/must not be less than (\S+)$/, '不得小于 $1'],
  [/must not be greater than (\S+)$/, '不得大于 $1'],
  [/must be one of the following values: (.+)$/, '应为以下之一：$1'],
  [/must be longer than or equal to (\d+) characters?$/, '至少 $1 个字符'],
  [/must be shorter than or equal to (\d+) characters?$/, '至多 $1 个字符'],
  [/must contain at least (\d+) elements$/, '至少 $1 项'],
  [/must contain no more than (\d+) elements$/, '至多 $1 项'],
  [/elements must be unique$/, '不得有重复的项'],
  [/must be longer than or equal to (\d+) and shorter than or equal to (\d+) characters$/, '应为 $1 至 $2 个字符'],
  [/must be a UUID$/, '应为 UUID'],
  [/must be a valid ISO 8601 date string$/, '应为 ISO 8601 日期'],
  [/must match (\S+) regular expression$/, '应符合 $1'],
];

/** A sentence of a constraint in Chinese; one of a DTO's own is given in its `context.zh`. */
export function chineseOf(english: string): string {
  for (const [pattern, chinese] of sentences) {
    const found = pattern.exec(english);
    if (found) return chinese.replaceAll(/\$(\d)/g, (_, n: string) => found[Number(n)] ?? '');
  }
  return `取值有误（${english}）`;
}
