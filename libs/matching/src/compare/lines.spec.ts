import { describe, expect, it } from '@jest/globals';
import { along, hausdorff, lineOf } from './lines.js';

const line = (text: string) => lineOf(text)!;

/** A degree of latitude is 111.195 km, one of longitude at 30° north 96.3 km. */
describe('lines', () => {
  const road = line('121.5 30,121.51 30,121.52 30.01');

  it('drawn twice are as far apart as they are drawn', () => {
    const shifted = line('121.5 30.0001,121.51 30.0001,121.52 30.0101');
    expect(hausdorff(road, shifted)).toBeCloseTo(11.12, 0);
    expect(hausdorff(road, road)).toBeCloseTo(0);
    // Drawn the other way round, and with more corners.
    expect(hausdorff(road, line('121.52 30.01,121.515 30.005,121.51 30,121.504 30,121.5 30'))).toBeLessThan(0.01);
  });

  it('are pieces of others', () => {
    const piece = line('121.502 30,121.508 30');
    expect(along(road, piece)).toBeCloseTo(0);
    expect(along(piece, road)).toBeCloseTo(0);
    expect(hausdorff(road, piece)).toBeGreaterThan(1000);
    expect(along(road, line('121.502 30,121.502 30.01'))).toBeCloseTo(1112, -1);
  });

  it('bulge between their corners', () => {
    const straight = line('121.5 30,121.52 30');
    const bend = line('121.5 30,121.51 30.005,121.52 30');
    expect(hausdorff(straight, bend)).toBeCloseTo(556, 0);
    expect(along(straight, bend)).toBeGreaterThan(400);
  });

  it('have several parts, and are nothing without length', () => {
    expect(hausdorff(line('121.5 30,121.505 30;121.505 30,121.51 30,121.52 30.01'), road)).toBeCloseTo(0);
    expect(lineOf('121.5 30')).toBeNull();
    expect(lineOf('121.5 30,121.5 30')).toBeNull();
    expect(lineOf('road')).toBeNull();
  });
});
