import { describe, expect, it } from '@jest/globals';
import { nearBySound } from './profile.js';

const near = (...sounds: string[]): number => nearBySound({ 'name.pinyin': sounds });

describe('the order in which organisations are compared', () => {
  it('has names of one sound in one place, whatever else they were called', () =>
    expect(near('haitianmaoyi', 'changfeng')).toBe(near('haitianmaoyi')));

  it('is that of the sounds, shorter ones first', () => {
    const sounds = ['a', 'changfeng', 'haitian', 'haitianmaoyi', 'haitianshiye', 'zz'];
    const places = sounds.map((sound) => near(sound));
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(new Set(places).size).toBe(sounds.length);
  });

  it('gives whole numbers from 0 on, of whatever is no letter too', () => {
    expect(nearBySound({})).toBe(0);
    expect(near('3 m')).toBeGreaterThan(0);
    expect(Number.isSafeInteger(near('z'.repeat(40)))).toBe(true);
  });
});
