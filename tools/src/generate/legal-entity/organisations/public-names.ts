import type { Town } from '../../city/divisions.js';
import type { Industry } from '../../city/industries.js';
import { village } from '../../city/places.js';
import * as bodies from '../../city/public-bodies.js';
import { tradeName } from '../../city/trade-names.js';
import type { Random } from '../../random.js';
import type { Kind } from './organisation.js';

export interface Named {
  name: string;
  industry: Pick<Industry, 'code' | 'scope'>;
  /** 业务主管单位 */
  supervisor?: string;
}

/** Names of what is no business. @param county as it stands in front of a name: 宁波市海曙区, 余姚市 */
export function publicName(kind: Kind, town: Town, county: string, random: Random): Named {
  const area = random.chance(0.15) ? '宁波市' : county;
  const named = (name: string, code: string, scope: string, supervisor?: string): Named => ({
    name,
    industry: { code, scope },
    supervisor,
  });
  switch (kind) {
    case 'government': {
      if (random.chance(0.4)) {
        const street = town.name.endsWith('街道');
        const name = `${county}${town.name}${street ? '办事处' : '人民政府'}`;
        return named(street ? `${county}人民政府${town.name}办事处` : name, '9221', '行政管理');
      }
      const { code, title } = random.pick(bodies.countyOrgans);
      return named(area + title, code, '行政管理');
    }
    case 'institution': {
      const local = random.chance(0.6);
      const { code, title } = random.pick(local ? bodies.townInstitutions : bodies.countyInstitutions);
      return named((local ? county + town.name : area) + title, code, `${title}的公益服务`);
    }
    case 'social-organisation': {
      const { code, title } = random.pick(bodies.societies);
      if (random.chance(0.08)) return named(`${area}${random.pick(bodies.merchantHomes)}商会`, '9522', '联谊、服务');
      const form =
        code === '9521'
          ? random.pick(['学会', '协会', '研究会'])
          : random.pick(code === '9522' ? ['协会', '协会', '商会', '促进会'] : ['协会', '协会', '联合会']);
      const place = random.chance(0.12) ? county + town.name : area;
      return named(place + title + form, code, '学术交流、业务培训、咨询服务', area + bodies.supervisorOf(code));
    }
    case 'private-non-enterprise': {
      const { code, title } = random.pick(bodies.privateUnits);
      return named(`${area}${tradeName(random)}${title}`, code, `${title}服务`, area + bodies.supervisorOf(code));
    }
    case 'foundation':
      return named(`${area}${tradeName(random)}慈善基金会`, '9530', '扶贫、助学、济困', `${area}民政局`);
    default:
      return named(`${county}${town.name}${village(random)}民委员会`, '9620', '村民自治');
  }
}
