import { authorityOn, countyOn, type Town } from '../../city/divisions.js';
import { companyIndustries, cooperativeIndustries, shopIndustries } from '../../city/industries.js';
import { landline, mobile, personName } from '../../city/people.js';
import { placeIn, townFrequencies } from '../../city/places.js';
import { tradeName } from '../../city/trade-names.js';
import type { Day } from '../../day.js';
import type { Random } from '../../random.js';
import { ONE_CODE, oneCode, organisationCode, threeCodes, unifiedCode } from './identifiers.js';
import { branchName, companyName, companyNameText, fullRegion, shopName } from './naming.js';
import { publicName, type Named } from './public-names.js';
import { stateOn, type Kind, type Organisation, type State } from './organisation.js';

/** An organisation before anything has happened to it. */
export type Founded = Omit<Organisation, 'changes'>;

export interface FoundingRequest {
  index: number;
  kind: Kind;
  foundedOn: Day;
  /** The organisation it is a branch of, or the elder company of its owner. */
  relative: Organisation | null;
  random: Random;
}

export function found({ index, kind, foundedOn, relative, random }: FoundingRequest): Founded {
  const sibling = relative && kind === 'enterprise' ? stateOn(relative, foundedOn) : null;
  const town = sibling ? sibling.place.town : townFrequencies.pick(random);
  const { name, industry, supervisor } = nameOf(kind, town, relative, foundedOn, random);
  const place = sibling && random.chance(0.8) ? sibling.place : placeIn(town, random);
  const representative = sibling ? sibling.representative : personName(random);
  const ownPhone = phone(town, kind, random);
  const division = authorityOn(town, foundedOn);
  const orgCode = organisationCode(index, foundedOn);
  const founding: State = {
    name,
    formerNames: [],
    identifiers:
      foundedOn < ONE_CODE[kind]
        ? threeCodes(index, kind, division, orgCode)
        : oneCode(unifiedCode(kind, division, orgCode), kind),
    place,
    representative,
    capital: capital(kind, random),
    phone: sibling && random.chance(0.7) ? sibling.phone : ownPhone,
    employees: Math.max(1, Math.round(Math.exp(random.wait(kind === 'individual-business' ? 0.7 : 1.8) + 0.5))),
    status: 'active',
    cancelledOn: null,
  };
  const parent = kind === 'branch' && relative ? stateOn(relative, foundedOn) : null;
  const foreign = kind === 'enterprise' && random.chance(0.03);
  return {
    index,
    kind,
    foundedOn,
    industry: parent ? relative!.industry : industry.code,
    scope: parent ? relative!.scope : industry.scope,
    currency: foreign ? random.pick(['USD', 'USD', 'HKD', 'EUR'] as const) : 'CNY',
    economicType: economicType(kind, name, foreign),
    founding,
    parent: parent && { index: relative!.index, name: parent.name, identifiers: parent.identifiers },
    supervisor: supervisor ?? null,
  };
}

function nameOf(kind: Kind, town: Town, relative: Organisation | null, day: Day, random: Random): Named {
  const county = countyOn(town, day);
  switch (kind) {
    case 'enterprise': {
      const industry = companyIndustries.pick(random);
      const name = companyName(county, industry, random);
      // Companies of one owner share the trade name.
      if (relative) name.trade = tradeNameOf(relative) ?? name.trade;
      return { name: companyNameText(name), industry };
    }
    case 'branch':
      return { name: branchName(stateOn(relative!, day).name, town, random), industry: { code: '', scope: '' } };
    case 'individual-business': {
      const industry = shopIndustries.pick(random);
      return { name: shopName(town, industry, random), industry };
    }
    case 'cooperative': {
      const industry = cooperativeIndustries.pick(random);
      const name = `${fullRegion(county)}${tradeName(random)}${random.pick(industry.words)}专业合作社`;
      return { name, industry };
    }
    default:
      return publicName(kind, town, fullRegion(county), random);
  }
}

/** 字号 of a company, by what its name has in front of its line of business; null where that cannot be told. */
function tradeNameOf({ founding }: Organisation): string | null {
  return (
    /^(?:浙江|宁波市?(?:海曙|江东|江北|北仑|镇海|鄞州)?|(?:余姚|慈溪|奉化|象山|宁海)[市县]?)(..)/.exec(
      founding.name,
    )?.[1] ?? null
  );
}

/** In 万元, repeated as often as they are chosen. */
const COMPANY_CAPITALS = [
  3, 10, 10, 30, 50, 50, 50, 50, 50, 80, 100, 100, 100, 108, 118, 200, 200, 300, 500, 500, 600, 800, 1000, 1180, 2000,
  5000,
];
const CAPITALS: Partial<Record<Kind, number[]>> = {
  enterprise: COMPANY_CAPITALS,
  'individual-business': [1, 2, 2, 3, 5, 5, 8, 10, 10, 20],
  cooperative: [10, 20, 50, 50, 100, 100, 200, 500],
  'social-organisation': [3, 3, 3, 5, 5, 10],
  'private-non-enterprise': [3, 5, 10, 10, 20, 30, 50, 100],
  foundation: [200, 200, 400, 1000],
  institution: [5, 12, 30, 58, 100, 236, 500, 871],
};

function capital(kind: Kind, random: Random): number | null {
  const choices = CAPITALS[kind];
  if (!choices) return null;
  // One in twenty is no round sum.
  const odd = kind === 'enterprise' && random.chance(0.05) ? random.between(1, 99) * 100 : 0;
  return random.pick(choices) * 10_000 + odd;
}

function phone(town: Town, kind: Kind, random: Random): string {
  const ownsMobile = kind === 'individual-business' ? 0.8 : kind === 'enterprise' ? 0.35 : 0.1;
  return random.chance(ownsMobile) ? mobile(random) : landline(town.before.phone, random);
}

/** GB/T 12402 */
function economicType(kind: Kind, name: string, foreign: boolean): string {
  if (foreign) return '310';
  if (kind === 'individual-business') return '175';
  if (kind === 'government' || kind === 'institution') return '110';
  if (kind !== 'enterprise') return '190';
  if (name.includes('股份有限公司')) return '160';
  if (name.includes('合伙')) return '172';
  return name.includes('公司') ? '173' : '171';
}
