import { describe, expect, it } from '@jest/globals';
import { compileModel } from '@siku/matching';
import { personMatchModel } from './match-model.js';
import { personProfile } from './profile.js';

const compiled = compileModel(personMatchModel);

type Person = Parameters<typeof personProfile>[0][number];

/** The level that a comparison of the two reaches. */
function level(comparison: string, a: Person, b: Person): string | undefined {
  const [x, y] = [a, b].map((person) => compiled.prepare(personProfile([person])));
  return compiled.explain(x!, y!).evidence.find((step) => step.comparison === comparison)?.level;
}

function contradiction(a: Person, b: Person): string | null {
  const [x, y] = [a, b].map((person) => compiled.prepare(personProfile([person])));
  return compiled.contradiction(x!, y!);
}

const mark = {
  familyName: 'Kowal',
  givenName: 'Mark',
  birthDate: '1997-09-28',
  email: 'kowals@example.org',
  residenceAddress: { text: '1304 Poppy Hills Drive, Blacklick OH 43004' },
};

describe('what relatives share is no evidence that they are one', () => {
  it('twins with one e-mail address are two', () => {
    const marsha = { ...mark, givenName: 'Marsha' };
    expect(level('relatives', mark, marsha)).toBe('reached');
    expect(contradiction(mark, marsha)).toBe('relatives');
  });

  it('of one home alone, less surely so: a name is also written down wrong', () => {
    const { email: _, ...alone } = mark;
    const other = { ...alone, givenName: 'Joanne' };
    expect(level('relatives', alone, other)).toBe('home');
    expect(contradiction(alone, other)).toBeNull();
  });

  it('a father and a son of one name are told apart by their birthdays', () => {
    const father = { ...mark, birthDate: '1965-02-11' };
    expect(level('relatives', mark, father)).toBe('parent');
    const { residenceAddress: _, ...elsewhere } = father;
    expect(level('relatives', mark, elsewhere)).toBe('namesake');
    expect(level('relatives', mark, { ...mark, birthDate: '1979-09-28' })).toBe('named');
  });

  it('shared telephone, e-mail address and home say nothing of relatives', () => {
    const home = { ...mark, phone: '030 5550123' };
    const marsha = { ...home, givenName: 'Marsha', birthDate: '1999-02-11' };
    for (const shared of ['phone', 'email', 'address']) expect(level(shared, home, marsha)).toBe('relatives');
    for (const shared of ['phone', 'email', 'address']) expect(level(shared, home, home)).toBe('same');
    const father = { ...home, birthDate: '1965-02-11' };
    for (const shared of ['phone', 'address']) expect(level(shared, home, father)).toBe('relatives');
    // A town is no home.
    const of = (person: Person): Person => ({ ...person, residenceAddress: { text: 'London' } });
    expect(level('address', of(home), of(marsha))).toBe('same');
  });

  it('short forms, initials, slips and one document are no other given name', () => {
    const robert = { ...mark, givenName: 'Robert' };
    expect(level('relatives', robert, { ...mark, givenName: 'Bob' })).toBe('short');
    for (const givenName of ['R', 'Robrt']) expect(level('relatives', robert, { ...mark, givenName })).toBe('named');
    const documented = (givenName: string) => ({ ...mark, givenName, identifiers: { passport: 'E12345678' } });
    expect(level('relatives', documented('Robert'), documented('Joanne'))).toBe('documented');
  });
});

function decision(a: Person, b: Person): 'link' | 'review' | 'none' {
  const [x, y] = [a, b].map((person) => compiled.prepare(personProfile([person])));
  const { weight } = compiled.explain(x!, y!);
  const { link, review } = personMatchModel.thresholds;
  if (weight < review) return 'none';
  return weight < link || compiled.contradiction(x!, y!) !== null ? 'review' : 'link';
}

describe('a steward is asked about', () => {
  const first = {
    ...{ birthDate: '1970-07-07', sex: '1', name: '陈建国' },
    identifiers: { residentId: '330203197007070019' },
  };

  it('one number with two names, which give nothing else to compare than what the number says', () => {
    expect(decision(first, { ...first, name: '赵伟' })).toBe('review');
    expect(decision(first, { ...first, name: '陈狗蛋' })).toBe('link');
  });
});

describe('births of one day', () => {
  const home = { text: '宁波市海曙区中山东路1号', division: '330203' };
  const mother = { type: 'parent', target: { name: '孙美' } };
  const newborn = { sex: '1', birthDate: '2026-10-01', residenceAddress: home, phone: '13800138001', kin: [mother] };

  it('into one home, of which one has no name yet, may be twins: a steward is asked', () => {
    expect(decision(newborn, newborn)).toBe('review');
    expect(decision(newborn, { ...newborn, name: '林大双' })).toBe('review');
    expect(decision({ ...newborn, name: '林大双' }, { ...newborn, name: '林大双' })).toBe('link');
    const { phone: _phone, kin: _kin, ...foundling } = { ...newborn, household: { number: 'F1' } };
    expect(decision(foundling, { ...foundling, name: '甬福宝' })).toBe('review');
  });

  it('in one district have numbers as alike as one that is mistyped', () => {
    const first = { birthDate: '1980-03-03', sex: '1', registeredAddress: home, name: '冯全角' };
    const valid = { ...first, identifiers: { residentId: '330203198003030014' } };
    const mistyped = (name: string): Person => ({
      ...first,
      name,
      identifiers: { 'x-invalid-residentId': '330203198003030020' },
    });
    expect(level('residentId', valid, mistyped('沈校错'))).toBe('stranger');
    expect(decision(valid, mistyped('沈校错'))).toBe('none');
    expect(level('residentId', valid, mistyped('冯全'))).toBe('near-2');
    expect(decision(valid, mistyped('冯全角'))).toBe('link');
  });
});

describe('what one side does not say', () => {
  const { givenName: _given, ...family } = { ...mark, email: undefined };
  const { familyName: _family, ...given } = { ...mark, email: undefined };

  it('is no difference', () => {
    expect(level('given', mark, family)).toBe('missing');
    expect(level('family', mark, given)).toBe('missing');
    for (const silent of ['residentId', 'phone', 'email', 'household', 'kin'])
      expect(level(silent, mark, { ...family, givenName: 'Marsha' })).toBe('missing');
  });

  it('does not make the given name count twice, as the family name too', () => {
    const whole = { ...given, givenName: 'Mark Kowal' };
    expect(level('family', mark, whole)).toBe('part');
    expect(level('family', mark, { ...mark, familyName: 'Kowal Nowak' })).toBe('part');
  });

  it('leaves two of one name to a steward where nothing else can be compared', () => {
    const named = { familyName: 'Kowal', givenName: 'Mark' };
    expect(level('alone', named, { ...named, sex: '1' })).toBe('alone');
    expect(level('alone', named, mark)).toBe('alone');
    expect(level('alone', mark, { ...named, birthDate: '1999-01-02' })).toBe('more');
  });
});

describe('given names', () => {
  const named = (givenName: string): Person => ({ ...mark, givenName });
  it.each([
    ['Darla', 'Darlene', 'similar', 'two names, not two writings of one'],
    ['Anna', 'Annabelle', 'similar', 'a short name that another begins with'],
    ['Alexan', 'Alexander', 'prefix', 'cut off'],
    ['Leonardo', 'Leopaldo', 'two', 'two letters differ'],
  ])('%s and %s: %s, %s', (a, b, expected) => expect(level('given', named(a), named(b))).toBe(expected));
});

it('two documents of one kind keep records apart that no birthday holds together', () => {
  const { birthDate: _, ...undated } = mark;
  const first = { ...mark, identifiers: { passport: '10251111' } };
  expect(contradiction(first, { ...undated, identifiers: { passport: '36282222' } })).toBe('identifiers');
  expect(contradiction(first, { ...mark, identifiers: { passport: '36282222' } })).toBeNull();
  expect(contradiction(first, { ...undated, identifiers: { drivingLicence: '36282222' } })).toBeNull();
});

describe('those of whom little is known', () => {
  const keys = (person: Person): string[] => compiled.keys(personProfile([person])).map(({ text }) => text);
  const common = (a: Person, b: Person): boolean => keys(a).some((key) => keys(b).includes(key));
  const whole = {
    ...{ givenName: 'Tom', familyName: 'Edge', birthDate: '1851-08-04', birthplace: 'Blackburn' },
    ...{ occupation: 'seafarer', residenceAddress: { postcode: 'BB4 4AS' } },
  };

  it.each<[string, Person]>([
    ['the place of birth', { givenName: 'Tom', birthplace: 'Blackburn' }],
    ['the occupation', { familyName: 'Edge', occupation: 'seafarer' }],
    ['the postal area', { givenName: 'Tom', residenceAddress: { postcode: 'BB4 7TX' } }],
  ])('are found by half a name and %s', (_, person) => expect(common(person, whole)).toBe(true));

  it('a place of birth abroad may say more, or be written with a slip', () => {
    const born = (birthplace: string): Person => ({ birthplace });
    expect(level('birthplace', born('Bristol, City of'), born('bristol'))).toBe('near');
    expect(level('birthplace', born('Bristol'), born('Bath'))).toBe('other');
    expect(level('birthplace', born('330203'), born('330204'))).toBe('other');
  });
});

it('a name in two rare parts is not rarer than one in millions', () => {
  const rare = { values: {}, other: 1e-7 };
  const seen = compileModel({ ...personMatchModel, frequencies: { given: rare, family: rare, nationality: rare } });
  const kato = { familyName: 'Kato', givenName: 'Akiko', nationality: 'JPN' };
  const { evidence } = seen.explain(seen.prepare(personProfile([kato])), seen.prepare(personProfile([kato])));
  const said = evidence.filter(({ comparison }) => ['given', 'family', 'nationality', 'name'].includes(comparison));
  expect(said.find(({ comparison }) => comparison === 'name')).toMatchObject({ level: 'dependent' });
  expect(said.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(22);
});

describe('an e-mail address made of the name', () => {
  const kowal = (email: string): Person => ({ ...mark, email });
  it.each([
    ['two of one name have addresses as alike', 'mark.kowal33@mail.example', 'mark.kowal71@mail.example', 'named'],
    ['with whichever provider', 'mark.kowal33@mail.example', 'mark.kowal37@post.example', 'named'],
    ['a slip is a slip', 'mark.kowal33@mail.example', 'mark.kowal3@mail.example', 'near'],
    ['one that does not name anybody says more', 'greenfrog33@mail.example', 'greenfrog71@mail.example', 'near'],
    ['the same is the same', 'mark.kowal33@mail.example', 'mark.kowal33@mail.example', 'same'],
  ])('%s', (_, x, y, expected) => {
    expect(level('email', kowal(x), kowal(y))).toBe(expected);
  });
});

describe('names written in two scripts', () => {
  const called = (name: string): Person => ({ name });
  const keys = (name: string) => new Set(compiled.keys(personProfile([called(name)])).map(({ text }) => text));
  it.each([
    ['조지 워싱턴', 'George Washington', 'bones', 'sound'],
    ['글렌 호들', 'Glenn Hoddle', 'bones', 'sound'],
    ["ג'ורג' וושינגטון", 'George Washington', 'sound', 'sound'],
    ['브라이언 푸엔테스', 'Brian Fuentes', 'bones', 'bones'],
  ])('%s is %s: given %s, family %s', (one, other, given, family) => {
    expect(level('given', called(one), called(other))).toBe(given);
    expect(level('family', called(one), called(other))).toBe(family);
    expect([...keys(one)].some((key) => keys(other).has(key))).toBe(true);
  });

  it('says nothing of two names in one script', () => {
    expect(level('given', called('Brian Fuentes'), called('Flynn Fuentes'))).toBe('other');
  });
});
