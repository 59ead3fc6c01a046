import { describe, expect, it } from '@jest/globals';
import { compileModel, findBlocks, type Profile, recordColumns, validateModel } from '@siku/matching';
import { legalEntityMatchModel } from './match-model.js';

const compiled = compileModel(legalEntityMatchModel);
const { link, review } = legalEntityMatchModel.thresholds;

/** `区划|字号行业|组织形式`, and the rest as given; sounds are written where a test needs them. */
function organisation(name: string, sound: string, fields: Record<string, string | string[]> = {}): Profile {
  const [region, core, legalForm, branch] = name.split('|') as [string, string, string, string?];
  const all: Record<string, string | string[]> = {
    name: region + core + legalForm + (branch ?? ''),
    'name.core': core,
    'name.pinyin': sound,
    'name.region': region,
    'name.legalForm': legalForm,
    ...fields,
  };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, value]) => value.length > 0)
      .map(([field, value]) => [field, Array.isArray(value) ? value : [value]]),
  );
}

const place = { address: '宁波市海曙区中山西路100号', division: '330203' };
const people = { representative: '王建国', 'representative.pinyin': 'wangjianguo', phone: '0574-87654321' };
const date = { establishedOn: '2003-04-16' };
const haitian = organisation('宁波|海天贸易|有限公司', 'haitianmaoyi', {
  ...place,
  ...people,
  ...date,
  industry: '5199',
});

function verdict(a: Profile, b: Profile): string {
  const [one, two] = [compiled.prepare(a), compiled.prepare(b)];
  const weight = compiled.score(one, two);
  expect(compiled.score(two, one)).toBeCloseTo(weight);
  expect(compiled.explain(one, two).weight).toBeCloseTo(weight);
  return weight >= link ? 'link' : weight >= review ? 'review' : 'none';
}

const areCandidates = (a: Profile, b: Profile): boolean =>
  compiled.keys(a).some((key) => compiled.keys(b).some(({ text }) => text === key.text));

describe('the match model of organisations', () => {
  it('is valid and survives JSON', () =>
    expect(validateModel(JSON.parse(JSON.stringify(legalEntityMatchModel)))).toEqual([]));

  it('looks past the phone of an agent of four hundred companies, and still holds two of the same name together', async () => {
    const size = 400;
    const agent = { 'phone.number': '057487654321', division: '330203' };
    const named = Array.from({ length: size }, (_, i) =>
      organisation(`宁波|客户${i >> 1}|有限公司`, `kehu${i >> 1}`, agent),
    );
    const { blocking, maxKeyFrequency } = legalEntityMatchModel;
    const { blocks, skipped } = await findBlocks(blocking, recordColumns(legalEntityMatchModel, named), {
      maxKeyFrequency,
    });
    expect(skipped).toContainEqual({ key: 'phone:057487654321', frequency: size });
    const candidates = named.map((_, i) => [...blocks.candidates(i)]);
    for (let i = 0; i < size; i += 2) expect(candidates[i]).toContain(i + 1);
    // Only those who are neighbours by name, of all that share the telephone.
    expect(candidates.flat().length).toBeLessThan((size * size) / 2 / 3);
  });

  const uscc = { 'identifiers.uscc': '91330203746348521X', 'identifiers.orgCode': '746348521' };
  it.each<[string, Profile, Profile, string]>([
    // With identifiers.
    [
      'the 18-character code proves it, though the company has been renamed and has moved',
      { ...haitian, 'identifiers.uscc': ['A'], 'identifiers.orgCode': ['O'] },
      organisation('宁波|长丰实业|有限公司', 'changfengshiye', {
        'identifiers.uscc': 'A',
        'identifiers.orgCode': 'O',
        address: '宁波市鄞州区天童南路8号',
        division: '330212',
        representative: '王建国',
      }),
      'link',
    ],
    [
      'a code carried by two with nothing else in common is an error somebody has to look at',
      { ...haitian, 'identifiers.uscc': ['A'], 'identifiers.orgCode': ['O'] },
      organisation('余姚|长丰实业|有限公司', 'changfengshiye', {
        'identifiers.uscc': 'A',
        'identifiers.orgCode': 'O',
        address: '余姚市南雷路8号',
        division: '330281',
        representative: '李四',
        'representative.pinyin': 'lisi',
        phone: '62881234',
        establishedOn: '2011-01-01',
      }),
      'review',
    ],
    [
      'the old organisation code is inside the new code',
      organisation('宁波|海天贸易|有限公司', 'haitianmaoyi', uscc),
      organisation('宁波|海天贸易|公司', 'haitianmaoyi', { 'identifiers.orgCode': uscc['identifiers.orgCode'] }),
      'link',
    ],
    [
      'different codes are different organisations, if all else is the same',
      { ...haitian, 'identifiers.orgCode': ['746348521'] },
      { ...haitian, 'identifiers.orgCode': ['780421173'] },
      'review',
    ],
    [
      'a renumbered registration is no contradiction',
      { ...haitian, 'identifiers.registrationNo': ['3302031000123'] },
      { ...haitian, 'identifiers.registrationNo': ['330203000012345'] },
      'link',
    ],
    // Without identifiers.
    ['same name and address', organisation('宁波|海天贸易|有限公司', 'haitianmaoyi', place), haitian, 'link'],
    [
      'same name and representative',
      organisation('宁波|海天贸易|有限公司', 'haitianmaoyi', { representative: '王建国' }),
      haitian,
      'link',
    ],
    ['same name and nothing else known', organisation('宁波|海天贸易|有限公司', 'haitianmaoyi'), haitian, 'review'],
    [
      'same name, other place and people: two shops of a common name',
      haitian,
      organisation('宁波|海天贸易|有限公司', 'haitianmaoyi', {
        address: '宁波市鄞州区天童南路8号',
        division: '330212',
        representative: '李四',
        'representative.pinyin': 'lisi',
        ...{ establishedOn: '2011-01-01' },
      }),
      'none',
    ],
    [
      'place and legal form left out, address without the city',
      organisation('|海天贸易|', 'haitianmaoyi', { address: '中山西路100号', division: '330203', phone: '87654321' }),
      haitian,
      'link',
    ],
    [
      'a homophone in the name',
      organisation('宁波|海田贸易|有限公司', 'haitianmaoyi', { ...place, ...people }),
      haitian,
      'link',
    ],
    [
      'neighbouring characters swapped',
      organisation('宁波|海天易贸|有限公司', 'haitianyimao', { ...place, ...people }),
      haitian,
      'link',
    ],
    [
      'an old name',
      organisation('宁波|长丰实业|有限公司', 'changfengshiye', {
        ...place,
        ...people,
        name: ['宁波长丰实业有限公司', '宁波海天贸易有限公司'],
      }),
      haitian,
      'link',
    ],
    [
      'renamed, and nobody said so: all else agrees',
      organisation('宁波|长丰实业|有限公司', 'changfengshiye', { ...place, ...people, ...date, industry: '5199' }),
      haitian,
      'review',
    ],
    // What must not be joined.
    [
      'a branch is not its parent, though it shares everything with it',
      organisation('宁波|海天贸易|有限公司', 'haitianmaoyi', {
        ...place,
        ...people,
        ...date,
        name: '宁波海天贸易有限公司江北分公司',
      }),
      haitian,
      'none',
    ],
    [
      'two branches of one parent',
      organisation('宁波|海天贸易|有限公司|江北分公司', 'haitianmaoyi', people),
      organisation('宁波|海天贸易|有限公司|镇海分公司', 'haitianmaoyi', people),
      'none',
    ],
    [
      'two companies of one owner at one address, other trade',
      organisation('宁波|海天建设|有限公司', 'haitianjianshe', {
        ...place,
        ...people,
        establishedOn: '2007-09-01',
        industry: '4700',
      }),
      haitian,
      'none',
    ],
    [
      'two companies of one owner at one address, similar names, founded the same day: nobody can tell but a steward',
      organisation('宁波|海地贸易|有限公司', 'haidimaoyi', { ...place, ...people, ...date, industry: '5199' }),
      haitian,
      'review',
    ],
    [
      'the same trade name in another city',
      organisation('余姚|海天贸易|有限公司', 'haitianmaoyi', { address: '余姚市南雷路8号', division: '330281' }),
      haitian,
      'none',
    ],
    [
      'another company in the same building',
      organisation('宁波|长丰实业|有限公司', 'changfengshiye', place),
      haitian,
      'none',
    ],
  ])('%s', (_, a, b, expected) => expect(verdict(a, b)).toBe(expected));

  it('brings together as candidates what it would link', () => {
    const bare = organisation('|海天贸易|', 'haitianmaoyi');
    expect(areCandidates(bare, haitian)).toBe(true);
    expect(areCandidates(organisation('宁波|海田贸易|有限公司', 'haitianmaoyi', { division: '330203' }), haitian)).toBe(
      true,
    );
    expect(
      areCandidates(organisation('宁波|长丰实业|有限公司', 'changfengshiye', { phone: '87654321-12' }), haitian),
    ).toBe(true);
    expect(
      areCandidates(organisation('宁波|长丰实业|有限公司', 'changfengshiye', { division: '330203' }), haitian),
    ).toBe(false);
  });

  it('reads branches off names', () => {
    const branchOf = (name: string): string => {
      const prepared = compiled.prepare({ name: [name] });
      return compiled.explain(prepared, prepared).evidence.find(({ comparison }) => comparison === 'branch')!.a!;
    };
    expect(branchOf('宁波海天贸易有限公司江北分公司')).toBe('江北分公司');
    expect(branchOf('宁波银行股份有限公司海曙支行')).toBe('海曙支行');
    expect(branchOf('宁波三江超市有限公司中山路店')).toBe('中山路店');
    expect(branchOf('海曙区老王建材经营部')).toBe('-');
    expect(branchOf('宁波海天酒店')).toBe('-');
  });
});
