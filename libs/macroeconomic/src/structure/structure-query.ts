import { ApiPropertyOptional } from '@nestjs/swagger';
import { badRequest, notFound } from '@siku/platform';
import { IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { notImplemented } from '../sdmx/not-implemented.js';
import { ARTEFACT_KINDS, isReferred, referencesOf, type Artefact, type Item } from './artefact.js';
import { versionsAsked } from './structure-version.js';

/** Resources of the specification of which there are none here: nothing is found, which is not a mistake of the question. */
const OTHER_KINDS = [
  ...['metadatastructure', 'metadataflow', 'hierarchicalcodelist', 'hierarchy', 'dataconsumerscheme'],
  ...['dataproviderscheme', 'organisationunitscheme', 'organisationscheme', 'provisionagreement', 'contentconstraint'],
  ...[
    'dataconstraint',
    'attachmentconstraint',
    'metadataconstraint',
    'actualconstraint',
    'allowedconstraint',
    'structureset',
    'process',
  ],
  ...['reportingtaxonomy', 'valuelist', 'geographiccodelist', 'geogridcodelist', 'hierarchyassociation'],
  ...['metadataprovisionagreement', 'metadataproviderscheme', 'representationmap', 'structuremap', 'rulesetscheme'],
  ...['transformationscheme', 'userdefinedoperatorscheme', 'customtypescheme', 'namepersonalisationscheme'],
  ...['vtlmappingscheme', 'conceptschememap', 'categoryschememap', 'organisationschememap', 'reportingtaxonomymap'],
];

const KINDS: ReadonlySet<string> = new Set([...ARTEFACT_KINDS, ...OTHER_KINDS]);

export const REFERENCES = [
  ...['none', 'parents', 'parentsandsiblings', 'ancestors', 'children', 'descendants', 'all'],
  ...KINDS,
];

export const STRUCTURE_DETAILS = [
  ...['full', 'allstubs', 'referencestubs', 'allcompletestubs', 'referencecompletestubs', 'referencepartial', 'raw'],
] as const;

export class StructureQuery {
  @ApiPropertyOptional({
    type: String,
    default: 'none',
    example: 'children',
    description: `Which artefacts come with those asked for; several kinds with commas: ${REFERENCES.join(', ')}`,
  })
  @IsOptional()
  @Matches(new RegExp(`^(${REFERENCES.join('|')})(,(${REFERENCES.join('|')}))*$`))
  references?: string;

  @ApiPropertyOptional({ enum: STRUCTURE_DETAILS, default: 'full', description: 'Stubs have no items' })
  @IsOptional()
  @IsIn(STRUCTURE_DETAILS)
  detail?: string;

  /** not offered */
  @IsOptional()
  @IsString()
  asOf?: string;
}

/** What is asked for; `all`, `*` stand for every one. */
export interface StructureRequest extends StructureQuery {
  resource: string;
  agency: string;
  id: string;
  version: string;
  /** of a scheme or list: only these items, by + or comma; of items within items, with full stops */
  item?: string;
}

/** An artefact as it is to be written. */
export interface Chosen {
  artefact: Artefact;
  /** without its items and components */
  stub: boolean;
}

const EVERY = new Set(['all', '*']);

/** @throws Problem 400 for no resource of SDMX, 404 when none is as asked, 501 for what was once */
export function chooseArtefacts(
  all: readonly Artefact[],
  { resource, agency, id, version, item, references = 'none', detail = 'full', asOf }: StructureRequest,
): Chosen[] {
  const kind = resource.toLowerCase();
  if (asOf !== undefined) throw notImplemented('asOf');
  const any = EVERY.has(kind) || kind === 'structure';
  if (!any && !KINDS.has(kind)) {
    throw badRequest('unknown-resource', { zh: 'SDMX 没有这种资源', en: 'SDMX has no such resource' });
  }
  const meets = (asked: string, value: string): boolean =>
    asked.split(/[,+]/).some((one) => EVERY.has(one) || one === value);
  const named = all.filter(
    (artefact) => (any || artefact.kind === kind) && meets(agency, artefact.agency) && meets(id, artefact.id),
  );
  const asked = named.filter((artefact) => {
    const same = named.filter((other) => sameButVersion(artefact, other)).map((other) => other.version);
    return versionsAsked(version, same).includes(artefact.version);
  });
  const shown =
    item === undefined || EVERY.has(item)
      ? asked
      : asked.flatMap((artefact) => withItems(artefact, new Set(item.split(/[,+]/))));
  if (shown.length === 0) throw notFound({ zh: '结构', en: 'structure' });
  const wanted = references.split(',').flatMap((each) => related(asked, all, each));
  const beside = unique(wanted).filter((other) => !asked.includes(other));
  const stub = (referenced: boolean): boolean =>
    detail.startsWith('all') || (referenced && /^reference(complete)?stubs$/.test(detail));
  const others = detail === 'referencepartial' ? beside.map((each) => usedOnly(each, [...shown, ...beside])) : beside;
  return [
    ...shown.map((artefact) => ({ artefact, stub: stub(false) })),
    ...others.map((artefact) => ({ artefact, stub: stub(true) })),
  ];
}

/** Of a scheme only the items that these refer to; all of one of which they name none, as of code lists, which no constraint limits here. */
function usedOnly(artefact: Artefact, users: readonly Artefact[]): Artefact {
  const used = users.flatMap(referencesOf).filter((reference) => isReferred(artefact, reference));
  const paths = new Set(used.flatMap(({ item }) => item ?? []));
  return paths.size === 0 ? artefact : (withItems(artefact, paths)[0] ?? artefact);
}

/** The scheme with these of its items, and what they lie in; none where it has none of them. */
function withItems(artefact: Artefact, paths: ReadonlySet<string>): Artefact[] {
  const kept = (items: readonly Item[], before: string): Item[] =>
    items.flatMap((each) => {
      const path = before + each.id;
      if (paths.has(path)) return [each];
      const inner = kept(each.items ?? [], `${path}.`);
      return inner.length > 0 ? [{ ...each, items: inner }] : [];
    });
  const items = kept(artefact.items, '');
  if (items.length === 0) return [];
  return [
    items.every((each, i) => each === artefact.items[i]) && items.length === artefact.items.length
      ? artefact
      : { ...artefact, items, partial: true },
  ];
}

const sameButVersion = (a: Artefact, b: Artefact): boolean =>
  a.kind === b.kind && a.agency === b.agency && a.id === b.id;

const childrenOf = (artefact: Artefact, all: readonly Artefact[]): Artefact[] => {
  const references = referencesOf(artefact);
  return all.filter((other) => references.some((reference) => isReferred(other, reference)));
};

const parentsOf = (artefact: Artefact, all: readonly Artefact[]): Artefact[] =>
  all.filter((other) => referencesOf(other).some((reference) => isReferred(artefact, reference)));

/** With what `next` leads to, again and again. */
function reachedFrom(artefacts: readonly Artefact[], next: (artefact: Artefact) => readonly Artefact[]): Artefact[] {
  const reached = new Set<Artefact>();
  const add = (artefact: Artefact): void => {
    for (const other of next(artefact)) {
      if (reached.has(other)) continue;
      reached.add(other);
      add(other);
    }
  };
  for (const artefact of artefacts) add(artefact);
  return [...reached];
}

function related(asked: readonly Artefact[], all: readonly Artefact[], references: string): Artefact[] {
  const down = (artefact: Artefact): Artefact[] => childrenOf(artefact, all);
  const up = (artefact: Artefact): Artefact[] => parentsOf(artefact, all);
  const descendants = reachedFrom(asked, down);
  const ancestors = reachedFrom(asked, up);
  switch (references) {
    case 'none':
      return [];
    case 'children':
      return unique(asked.flatMap(down));
    case 'descendants':
      return descendants;
    case 'parents':
      return unique(asked.flatMap(up));
    case 'ancestors':
      return ancestors;
    case 'parentsandsiblings': {
      const parents = unique(asked.flatMap(up));
      return unique([...parents, ...parents.flatMap(down)]);
    }
    default: {
      const whole = unique([...ancestors, ...ancestors.flatMap(down), ...descendants]);
      return references === 'all' ? whole : whole.filter(({ kind }) => kind === references);
    }
  }
}

const unique = (artefacts: readonly Artefact[]): Artefact[] => [...new Set(artefacts)];
