import { expect, it } from '@jest/globals';
import type { Artefact, Reference } from './artefact.js';
import { chooseArtefacts } from './structure-query.js';

const reference = (kind: Reference['kind'], id: string, item?: string): Reference => ({
  ...{ kind, agency: 'A', id, version: '1.0.0' },
  ...(item !== undefined && { item }),
});
const scheme = (kind: Artefact['kind'], id: string, ...items: string[]): Artefact => ({
  ...{ kind, agency: 'A', id, version: '1.0.0', names: { en: id } },
  items: items.map((item) => ({ id: item, names: { en: item } })),
});
const concepts = scheme('conceptscheme', 'CS', 'FREQ', 'AREA', 'VALUE');
const codes = scheme('codelist', 'CL_FREQ', 'A', 'M');
const structure: Artefact = {
  ...scheme('datastructure', 'DSD'),
  components: {
    dimensions: [
      {
        id: 'FREQ',
        concept: reference('conceptscheme', 'CS', 'FREQ'),
        representation: { enumeration: reference('codelist', 'CL_FREQ') },
      },
    ],
    groups: [],
    attributes: [],
    measures: [{ id: 'VALUE', concept: reference('conceptscheme', 'CS', 'VALUE') }],
  },
};

it('gives of the schemes beside a structure only what it uses, where that is asked for', () => {
  const itemsOf = (detail: string): Record<string, unknown> => {
    const asked = { resource: 'datastructure', agency: 'A', id: 'DSD', version: '1.0.0' };
    const chosen = chooseArtefacts([concepts, codes, structure], { ...asked, references: 'children', detail });
    return Object.fromEntries(
      chosen.map(({ artefact: { id, items, partial = false } }) => [id, [items.map((each) => each.id), partial]]),
    );
  };
  expect(itemsOf('full')).toEqual({
    DSD: [[], false],
    CS: [['FREQ', 'AREA', 'VALUE'], false],
    CL_FREQ: [['A', 'M'], false],
  });
  expect(itemsOf('referencepartial')).toEqual({
    DSD: [[], false],
    CS: [['FREQ', 'VALUE'], true],
    CL_FREQ: [['A', 'M'], false],
  });
});

it('calls a scheme partial only where something is left out', () => {
  const asked = { resource: 'codelist', agency: 'A', id: 'CL_FREQ', version: '1.0.0' };
  const partial = (item: string): unknown => chooseArtefacts([codes], { ...asked, item })[0]!.artefact.partial;
  expect([partial('M'), partial('M+A')]).toEqual([true, undefined]);
});
