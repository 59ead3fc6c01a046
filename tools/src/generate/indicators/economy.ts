import { Random } from '../random.js';

/** How an indicator of the city moves: 100 million yuan, unless said otherwise. */
interface Motion {
  /** a month of the first year */
  level: number;
  /** a year, as a factor */
  growth: number;
  /** share by which December differs from an average month */
  season: number;
  /** share by which single months differ */
  noise: number;
}

const MOTIONS = {
  GDP: { level: 594, growth: 1.08, season: 0.12, noise: 0.01 },
  RETAIL_SALES: { level: 221, growth: 1.12, season: 0.15, noise: 0.01 },
  REVENUE: { level: 66, growth: 1.09, season: -0.2, noise: 0.03 },
  EXPENDITURE: { level: 78, growth: 1.07, season: 0.6, noise: 0.05 },
  TAX_REVENUE: { level: 54, growth: 1.09, season: -0.2, noise: 0.03 },
  DEPOSITS: { level: 12_900, growth: 1.1, season: 0, noise: 0.002 },
  LOANS: { level: 12_400, growth: 1.09, season: 0, noise: 0.002 },
  /** million US dollars */
  EXPORTS: { level: 5_470, growth: 1.04, season: 0.05, noise: 0.06 },
  /** million US dollars */
  IMPORTS: { level: 2_880, growth: 0.97, season: 0.02, noise: 0.08 },
  /** million US dollars */
  FOREX_SURPLUS: { level: 2_100, growth: 1.02, season: 0, noise: 0.1 },
} as const satisfies Record<string, Motion>;

export type Indicator = keyof typeof MOTIONS;

export const INDICATORS = Object.keys(MOTIONS) as Indicator[];

/** The true figures of the city; nothing but the seed decides them. */
export class Economy {
  constructor(
    private readonly seed: number,
    private readonly firstYear: number,
  ) {}

  /** @param month 1 … 12  @param share of the city's figure */
  month(indicator: Indicator, year: number, month: number, share = 1): number {
    const { level, growth, season, noise } = MOTIONS[indicator];
    const random = new Random(this.seed, INDICATORS.indexOf(indicator), year, month);
    const trend = growth ** (year - this.firstYear + month / 12);
    return level * share * trend * (1 + season * Math.cos((Math.PI * month) / 6)) * (1 + noise * (random.next() - 0.5));
  }

  quarter(indicator: Indicator, year: number, quarter: number, share = 1): number {
    return [1, 2, 3].reduce((sum, i) => sum + this.month(indicator, year, 3 * (quarter - 1) + i, share), 0);
  }
}
