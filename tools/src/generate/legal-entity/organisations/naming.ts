import { bareTown } from '../../city/places.js';
import type { County, Town } from '../../city/divisions.js';
import type { Industry } from '../../city/industries.js';
import { personName } from '../../city/people.js';
import { tradeName } from '../../city/trade-names.js';
import { frequencies, type Random } from '../../random.js';

/** 行政区划 in front of a company's name. */
export function region({ name, short, urban }: County, random: Random): string {
  const draw = random.next();
  if (draw < 0.03) return '浙江';
  if (urban) return draw < 0.48 ? '宁波' : draw < 0.6 ? '宁波市' : draw < 0.76 ? `宁波${short}` : `宁波市${short}`;
  return draw < 0.6 ? name : draw < 0.67 ? short : draw < 0.94 ? '宁波' : '宁波市';
}

const COMPANY = '有限公司82 有限责任公司3 股份有限公司1.5 实业有限公司1 集团有限公司0.4';
const makers = frequencies(`${COMPANY} 厂14`);
const traders = frequencies(`${COMPANY} 经营部8 商行3 门市部1`);
const others = frequencies(`${COMPANY} 服务部1.5`);
const PARTNERSHIP = '投资合伙企业（有限合伙）';

/** By the division of GB/T 4754: up to 43 makes things, 51 and 52 trade in them. */
function legalForm(industry: string, random: Random): string {
  if (industry === '7212' && random.chance(0.2)) return PARTNERSHIP;
  const division = Number(industry.slice(0, 2));
  return (division <= 43 ? makers : division === 51 || division === 52 ? traders : others).pick(random);
}

/** Registered companies, the way a name begins and ends. */
export interface CompanyName {
  region: string;
  trade: string;
  word: string;
  form: string;
}

export const companyNameText = ({ region: place, trade, word, form }: CompanyName): string =>
  place + trade + word + form;

export function companyName(county: County, industry: Industry, random: Random): CompanyName {
  const place = region(county, random);
  const trade = tradeName(random);
  const word = random.pick(industry.words);
  const form = legalForm(industry.code, random);
  return { region: place, trade, word: form === PARTNERSHIP ? '' : word, form };
}

/** 宁波市海曙区, 余姚市: how licences of small businesses and public bodies begin. */
export const fullRegion = ({ name, urban }: County): string => (urban ? `宁波市${name}` : name);

export function shopName(town: Town, industry: Industry, random: Random): string {
  const county = town.before;
  const place = fullRegion(county) + (random.chance(0.55) ? bareTown(town) : '');
  const owner = random.next();
  const trade = owner < 0.2 ? personName(random) : tradeName(random);
  return place + trade + random.pick(industry.words);
}

const branchForms = frequencies(
  '分公司55 分店14 营业部6 经营部6 门市部4 分厂3 办事处2 销售部4 第一分公司2 第二分公司2 项目部2',
);

/** …有限公司慈溪分公司 */
export function branchName(parent: string, town: Town, random: Random): string {
  const form = branchForms.pick(random);
  const place = random.chance(0.5) ? bareTown(town) : town.before.short;
  return parent.replace(/（.*）$/, '') + place + form;
}
