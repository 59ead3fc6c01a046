import { describe, expect, it } from '@jest/globals';
import type { AttributeDictionary, DatasetDefinition, Mapping } from '@siku/catalogue';
import { Problem } from '@siku/platform';
import { compileDataset, isDated, prepareRow, sourceKeyOf, type PreparedRow } from './prepare-row.js';

const title = { zh: '题', en: 'Title' };
const dictionary: AttributeDictionary = {
  name: { type: 'name', title: { zh: '名称', en: 'Name' }, required: true, maxLength: 50 },
  formerNames: { type: 'name', title, list: true },
  'identifiers.uscc': { type: 'identifier', scheme: 'uscc', title },
  'identifiers.orgCode': {
    type: 'identifier',
    scheme: 'orgCode',
    title,
    statedIn: { paths: ['identifiers.uscc'], fact: 'organisationCode' },
  },
  'identifiers.registrationNo': { type: 'identifier', scheme: 'registrationNo', title },
  'identifiers.taxNo': { type: 'identifier', scheme: 'taxNo', title },
  'identifiers.x-*': { type: 'identifier', title },
  industry: { type: 'industry', title },
  status: {
    type: 'code',
    title,
    codes: { active: { zh: '存续', en: 'Active' }, cancelled: { zh: '注销', en: 'Cancelled' } },
    aliases: { 在业: 'active' },
  },
  establishedOn: { type: 'date', title: { zh: '成立日期', en: 'Date of establishment' } },
  cancelledOn: { type: 'date', title, notBefore: 'establishedOn' },
  registeredCapital: { type: 'amount', title },
  'registeredCapital.currency': {
    type: 'code',
    title,
    codes: { CNY: { zh: '人民币', en: 'Yuan' }, USD: { zh: '美元', en: 'US dollar' } },
  },
  'address.text': { type: 'address', title },
  'address.division': { type: 'division', title },
  'address.postcode': { type: 'identifier', scheme: 'postcode', title },
  'address.point': { type: 'point', title },
  phone: { type: 'phone', title },
  employees: { type: 'integer', title },
  relations: {
    type: 'relations',
    list: true,
    title,
    members: {
      type: { type: 'code', title, codes: { 'branch-of': title, shareholder: title }, required: true },
      'target.name': { type: 'name', title },
      'target.identifiers.uscc': { type: 'identifier', scheme: 'uscc', title },
      share: { type: 'decimal', title },
    },
  },
};

const USCC = '91110000600037341L';

/** One row of columns a, b, c … read by a mapping. */
function prepare(
  cells: Record<string, string | null>,
  mapping: Mapping,
  rest: Partial<DatasetDefinition> = {},
  date?: string,
): PreparedRow {
  const definition = { base: 'b', department: 'd', title, key: ['k'], mapping: { name: 'n', ...mapping }, ...rest };
  const row = { k: '1', n: '宁波某某有限公司', ...cells };
  return prepareRow(compileDataset(definition, dictionary, Object.keys(row), date), {
    row: 7,
    values: Object.values(row),
  });
}

const valueOf = (text: string, target: string, rule: object = {}): unknown => {
  const { attributes } = prepare({ v: text }, { [target]: { from: 'v', ...rule } });
  return target
    .split('.')
    .reduce((at: unknown, name) => (at as Record<string, unknown> | undefined)?.[name], attributes);
};

const problemOf = (work: () => unknown): Problem => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('no problem');
};

describe('prepareRow', () => {
  it('makes one nested object in dictionary order, whatever the order of the mapping', () => {
    const prepared = prepare(
      { d: '330203', t: ' 中山路１号 ', u: USCC, o: '60003734-1', s: '在业' },
      {
        'address.division': 'd',
        'address.text': 't',
        status: 's',
        'identifiers.orgCode': 'o',
        'identifiers.uscc': 'u',
        'identifiers.x-own': 'k',
      },
    );
    expect(JSON.stringify(prepared)).toBe(
      JSON.stringify({
        row: 7,
        key: '1',
        effectiveFrom: null,
        deleted: false,
        attributes: {
          name: '宁波某某有限公司',
          identifiers: { uscc: USCC, orgCode: '600037341', 'x-own': '1' },
          status: 'active',
          address: { text: '中山路1号', division: '330203' },
        },
        issues: [],
      }),
    );
  });

  it.each<[string, string, string, object, string]>([
    // text, target, rule beside from → severity and code
    ['91110000600037341', 'identifiers.uscc', 'an old code', {}, 'warning uscc-length'],
    ['91110000600037341M', 'identifiers.uscc', 'a wrong check character', {}, 'warning uscc-check-digit'],
    ['9111000060003734IL', 'identifiers.uscc', 'a letter that is not used', {}, 'warning uscc-letter'],
    ['91110000600037341-', 'identifiers.uscc', 'a sign', {}, 'warning uscc-character'],
    ['Z1110000600037341L', 'identifiers.uscc', 'a letter in front', {}, 'warning uscc-letter'],
    ['B1110000600037341L', 'identifiers.uscc', 'no authority', {}, 'warning uscc-authority'],
    ['9.1330200600037E+17', 'identifiers.uscc', 'a number of a spreadsheet', {}, 'warning uscc-spreadsheet-number'],
    ['60003734-2', 'identifiers.orgCode', 'a wrong check character', {}, 'warning organisation-code-check-digit'],
    ['6000373', 'identifiers.orgCode', 'too short', {}, 'warning organisation-code-length'],
    ['00000000-0', 'identifiers.orgCode', 'a placeholder', {}, 'warning organisation-code-placeholder'],
    [
      '330200000012340',
      'identifiers.registrationNo',
      'a wrong check digit',
      {},
      'warning registration-number-check-digit',
    ],
    ['3302000000', 'identifiers.registrationNo', 'too short', {}, 'warning registration-number-form'],
    ['990200000012345', 'identifiers.registrationNo', 'no authority', {}, 'warning registration-number-authority'],
    ['330203', 'identifiers.taxNo', 'too short', {}, 'warning tax-number-length'],
    ['330203600037342', 'identifiers.taxNo', 'a wrong organisation code', {}, 'warning tax-number-organisation-code'],
    ['Z99', 'industry', 'no section', {}, 'warning industry-form'],
    ['9999', 'industry', 'no division', {}, 'warning industry-unknown'],
    ['C01', 'industry', 'a wrong section', {}, 'warning industry-section-mismatch'],
    ['海曙', 'address.division', 'a name', {}, 'warning division-form'],
    ['330299', 'address.division', 'never existed', {}, 'warning division-unknown'],
    ['31500', 'address.postcode', 'too short', {}, 'warning postcode-format'],
    ['某地', 'address.point', 'no position', {}, 'warning point-unreadable'],
    ['29.87,121.55', 'address.point', 'latitude first', {}, 'warning point-swapped'],
    ['2007-02-30', 'establishedOn', 'no such day', {}, 'warning date-impossible'],
    ['03/04/2007', 'establishedOn', 'day or month', {}, 'warning date-ambiguous'],
    ['07-3-5', 'establishedOn', 'no century', {}, 'warning date-two-digit-year'],
    ['去年', 'establishedOn', 'no date', {}, 'warning date-form'],
    ['2007', 'establishedOn', 'a year alone', {}, 'warning date-partial'],
    ['1900-01-01', 'establishedOn', 'a placeholder', {}, 'warning date-placeholder'],
    ['1066-10-14', 'establishedOn', 'long ago', {}, 'warning date-out-of-range'],
    ['5/3/2007', 'establishedOn', 'another format', { format: 'yyyy年MM月dd日' }, 'warning date-format-mismatch'],
    ['暂停', 'status', 'an unknown word', {}, 'warning code-unknown'],
    ['暂停', 'status', 'not in a strict table', { codes: { 正常: 'active' }, strict: true }, 'error code-not-in-table'],
    ['五百', 'registeredCapital', 'no figures', {}, 'warning amount-form'],
    ['5,00', 'registeredCapital', 'an odd comma', {}, 'warning amount-separator'],
    ['500箱', 'registeredCapital', 'no money', {}, 'warning amount-unit'],
    ['-5', 'registeredCapital', 'less than nothing', {}, 'warning number-negative'],
    ['约十人', 'employees', 'no figures', {}, 'warning integer-unreadable'],
    ['12.5', 'employees', 'half a person', {}, 'warning integer-unreadable'],
    ['-3', 'employees', 'less than nobody', {}, 'warning number-negative'],
    ['12345', 'phone', 'too short', {}, 'warning phone-form'],
    ['锟斤拷锟斤拷', 'address.text', 'another encoding', {}, 'warning text-garbled'],
    ['王\ue123明', 'name', 'private use', {}, 'warning text-private-use'],
    ['000', 'formerNames', 'no letter', {}, 'warning name-implausible'],
    ['abc', 'address.text', 'no match', { pattern: '\\d+' }, 'warning pattern-unmatched'],
    ['字'.repeat(51), 'name', 'too long, and needed', {}, 'error text-too-long'],
  ])('%s as %s (%s)', (text, target, _, rule, expected) => {
    const { issues, attributes } = prepare({ v: text }, { [target]: { from: 'v', ...rule } });
    expect(issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual([expected]);
    expect(issues[0]).toMatchObject({ row: 7, column: 'v', value: text });
    expect(issues[0]!.message.zh && issues[0]!.message.en && issues[0]!.hint.zh && issues[0]!.hint.en).toBeTruthy();
    expect(attributes === null).toBe(expected.startsWith('error'));
  });

  it.each<[string, Record<string, string | null>, Mapping, Partial<DatasetDefinition>, string[]]>([
    ['no name', { n: ' ' }, {}, {}, ['error required-missing n']],
    ['no key', { k: '' }, {}, {}, ['error key-missing k']],
    ['half a key', { j: null }, {}, { key: ['k', 'j'] }, ['error key-missing k + j']],
    ['a key of a shifted column', { k: 'x'.repeat(201) }, {}, {}, ['error key-too-long k']],
    ['no effective date in it', { e: '不详' }, {}, { effectiveDate: 'e' }, ['error effective-date-unreadable e']],
    ['half an effective date', { e: '2020-05' }, {}, { effectiveDate: 'e' }, ['error effective-date-partial e']],
    [
      'everything wrong at once',
      { k: '', n: '', e: '?' },
      {},
      { effectiveDate: 'e' },
      ['error key-missing k', 'error effective-date-unreadable e', 'error required-missing n'],
    ],
    [
      'an end before its beginning',
      { a: '2010', b: '2009-12-31' },
      { establishedOn: { from: 'a', format: 'yyyy' }, cancelledOn: 'b' },
      {},
      ['warning date-before b'],
    ],
    [
      'codes of two organisations',
      { u: USCC, o: '123456788' },
      { 'identifiers.uscc': 'u', 'identifiers.orgCode': 'o' },
      {},
      ['warning identifiers-disagree o'],
    ],
    [
      'a division after its time',
      { d: '330204', e: '2020-01-01' },
      { 'address.division': 'd' },
      { effectiveDate: 'e' },
      ['warning division-not-in-use d'],
    ],
  ])('%s', (_, cells, mapping, rest, expected) => {
    const { issues } = prepare(cells, mapping, rest);
    expect(issues.map(({ severity, code, column }) => `${severity} ${code} ${column}`)).toEqual(expected);
  });

  it('judges a division by the date of the batch where the row has none', () => {
    expect(prepare({ d: '330204' }, { 'address.division': 'd' }, {}, '2020-01-01').issues).toHaveLength(1);
    expect(prepare({ d: '330204' }, { 'address.division': 'd' }, {}, '2015-01-01').issues).toHaveLength(0);
    expect(prepare({ d: '330204' }, { 'address.division': 'd' }).issues).toHaveLength(0);
  });

  it('keeps a failed identifier as evidence that proves nothing', () => {
    const { attributes } = prepare(
      { u: '９１１１００００６０００３７３４１m', o: '60003734-1' },
      { 'identifiers.uscc': 'u', 'identifiers.orgCode': 'o' },
    );
    expect(attributes!['identifiers']).toEqual({ orgCode: '600037341', 'x-invalid-uscc': '91110000600037341M' });
  });

  it.each<[string, string, object, unknown]>([
    ['２００７年３月５日', 'establishedOn', {}, '2007-03-05'],
    ['2007年03月', 'establishedOn', { format: ['yyyyMMdd', 'yyyy年MM月'] }, '2007-03'],
    ['2007-03-05', 'establishedOn', { format: 'yyyy年MM月dd日' }, '2007-03-05'],
    ['5,000万元', 'registeredCapital', {}, { amount: 50_000_000, currency: 'CNY' }],
    ['500', 'registeredCapital', { unit: '万元' }, { amount: 5_000_000, currency: 'CNY' }],
    ['1.1万美元', 'registeredCapital', {}, { amount: 11_000, currency: 'USD' }],
    ['1,200人', 'employees', {}, 1200],
    ['3.2', 'employees', { unit: '百人' }, 320],
    ['正常', 'status', { codes: { 正常: 'active' } }, 'active'],
    ['未知', 'status', { codes: { 正常: 'active' }, otherwise: 'cancelled' }, 'cancelled'],
    ['未知', 'status', { codes: { 未知: null } }, undefined],
    ['注销', 'status', { codes: { 正常: 'active' } }, 'cancelled'],
    ['-', 'status', {}, undefined],
    ['-', 'status', { default: 'active' }, 'active'],
    ['待定', 'status', { ignoreValues: ['待定'] }, undefined],
    ['甲公司；乙公司、甲公司', 'formerNames', { split: ['；', '、'] }, ['甲公司', '乙公司']],
    ['中山路1号 315000', 'address.postcode', { pattern: '(\\d{6})$' }, '315000'],
    ['TQ13 8DF', 'address.postcode', {}, 'TQ13 8DF'],
    ['中山路1号', 'address.postcode', { pattern: '(\\d{6})$', default: null }, undefined],
    ['121.55，29.87', 'address.point', {}, { type: 'Point', coordinates: [121.55, 29.87] }],
    ['a\u0000b\ud800', 'address.text', {}, 'ab'],
  ])('%s becomes %s', (text, target, rule, expected) => {
    expect(valueOf(text, target, rule)).toEqual(expected);
  });

  it('joins columns, takes lists from several, and lets a currency column speak', () => {
    const { attributes, issues } = prepare(
      { a: '海曙区', b: null, c: '中山路', p: '旧名一', q: '旧名二', m: '100万元', w: '美元' },
      {
        'address.text': { from: ['a', 'b', 'c'], join: '-' },
        formerNames: { from: ['p', 'q'] },
        registeredCapital: 'm',
        'registeredCapital.currency': 'w',
      },
    );
    expect(issues).toEqual([]);
    expect(attributes).toMatchObject({
      address: { text: '海曙区-中山路' },
      formerNames: ['旧名一', '旧名二'],
      registeredCapital: { amount: 1_000_000, currency: 'USD' },
    });
  });

  it('makes relations: one of a rule, one of each element, none without anybody at the other end', () => {
    const relations: Mapping['relations'] = [
      { type: { constant: 'branch-of' }, 'target.name': 'h', 'target.identifiers.uscc': 'u' },
      { type: { constant: 'shareholder' }, 'target.name': { from: 's', split: ';' }, share: { from: 'p', split: ';' } },
    ];
    expect(
      prepare({ h: '总公司', u: USCC, s: '张三;李四', p: '60;40' }, { relations }).attributes!['relations'],
    ).toEqual([
      { type: 'branch-of', target: { name: '总公司', identifiers: { uscc: USCC } } },
      { type: 'shareholder', target: { name: '张三' }, share: 60 },
      { type: 'shareholder', target: { name: '李四' }, share: 40 },
    ]);
    expect(prepare({ h: null, u: null, s: null, p: '60' }, { relations }).attributes).not.toHaveProperty('relations');
  });

  it('takes a record away by its mark, and asks only for its key', () => {
    const deleted = { column: 'x', values: ['D', '删除'] };
    expect(prepare({ x: 'D', n: '' }, {}, { deleted })).toMatchObject({ deleted: true, attributes: null, issues: [] });
    expect(prepare({ x: 'D', k: '' }, {}, { deleted })).toMatchObject({ deleted: false, attributes: null });
    expect(prepare({ x: 'U' }, {}, { deleted })).toMatchObject({ deleted: false });
  });

  it('refuses a row that could not be read, and trusts none of its cells', () => {
    const message = { zh: '错', en: 'wrong' };
    const plan = compileDataset({ base: 'b', department: 'd', title, key: ['k'], mapping: { name: 'n' } }, dictionary, [
      'k',
      'n',
    ]);
    const prepared = prepareRow(plan, {
      row: 3,
      values: ['1', null],
      fault: { code: 'bad', column: 1, message, hint: message },
    });
    expect(prepared.attributes).toBeNull();
    expect(prepared.issues).toEqual([
      { row: 3, column: 'n', value: null, severity: 'error', code: 'bad', message, hint: message },
    ]);
  });
});

describe('sourceKeyOf', () => {
  const plan = compileDataset(
    { base: 'b', department: 'd', title, key: ['k', 'j'], mapping: { name: 'n' }, effectiveDate: 'e' },
    dictionary,
    ['n', 'e', 'j', 'k'],
  );
  const keyOf = (k: string | null, j: string | null): string | null =>
    sourceKeyOf(plan, { row: 2, values: ['', '', j, k] });

  it('joins the key columns, and tells parts with the separator apart', () => {
    expect(keyOf('Ａ１ ', '乙')).toBe('A1|乙');
    expect(keyOf('a|b', 'c')).not.toBe(keyOf('a', 'b|c'));
    expect(keyOf('a', null)).toBeNull();
    expect(keyOf('a', ' ')).toBeNull();
    expect(keyOf('a', '无')).toBeNull();
  });

  it('takes no key that a spreadsheet has made one of many, and no header', () => {
    const codeOf = (k: string, j: string) => prepareRow(plan, { row: 2, values: ['x', '', j, k] }).issues[0]?.code;
    expect([keyOf('9.13302E+17', '乙'), codeOf('9.13302E+17', '乙')]).toEqual([null, 'key-spreadsheet-number']);
    expect(codeOf('乙', '3E+14')).toBe('key-spreadsheet-number');
    expect(keyOf('3E14', 'A9E+12')).toBe('3E14|A9E+12');
    expect([keyOf('k', 'j'), codeOf('k', 'j')]).toEqual([null, 'header-repeated']);
    expect(keyOf('k', '1')).toBe('k|1');
  });

  it('says whether a row is dated', () => {
    expect(isDated(plan, { row: 2, values: ['', ' - ', '', ''] })).toBe(false);
    expect(isDated(plan, { row: 2, values: ['', '2020', '', ''] })).toBe(true);
  });
});

describe('compileDataset', () => {
  const definition = {
    base: 'b',
    department: 'd',
    title,
    key: ['登记证号'],
    mapping: { name: '单位名称', status: { from: '状态', optional: true } },
  };

  it('finds columns by what they say, not by their width and spaces', () => {
    expect(() => compileDataset(definition, dictionary, [' 登记 证号', '单位名称　'])).not.toThrow();
  });

  it('names every column that is missing, and what it may be called now', () => {
    const problem = problemOf(() => compileDataset(definition, dictionary, ['登记证号码', '机构']));
    expect(problem.status).toBe(422);
    expect(problem.code).toBe('columns-missing');
    expect(problem.errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '#/key/0 column-missing',
      '#/mapping/name column-missing',
    ]);
    expect(problem.errors[0]!.message.en).toContain('登记证号码');
  });
});
