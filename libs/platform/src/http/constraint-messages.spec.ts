import { describe, expect, it } from '@jest/globals';
import { ArrayUnique, IsOptional, Length, validateSync } from 'class-validator';
import { chineseOf } from './constraint-messages.js';

class Body {
  @IsOptional()
  @ArrayUnique()
  unique?: string[];

  @IsOptional()
  @Length(2, 5, { each: true })
  lengths?: string[];
}

describe('what class-validator says, in Chinese', () => {
  it.each([
    [{ unique: ['a', 'a'] }, '不得有重复的项'],
    [{ lengths: ['a', 'bb', 'cc'] }, '应为 2 至 5 个字符'],
  ])('%j: %s', (members, chinese) => {
    const [error] = validateSync(Object.assign(new Body(), members));
    expect(Object.values(error!.constraints!).map(chineseOf)).toEqual([chinese]);
  });
});
