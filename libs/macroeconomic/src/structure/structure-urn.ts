import type { ArtefactKind, Reference } from './artefact.js';

/** Edition of the information model: it decides how versions and names are written. */
export type Edition = '2.1' | '3.0';

/** Package and class of the SDMX information model, and the class of the items. */
const CLASSES: Readonly<Record<ArtefactKind, readonly [library: string, artefact: string, item: string]>> = {
  agencyscheme: ['base', 'AgencyScheme', 'Agency'],
  codelist: ['codelist', 'Codelist', 'Code'],
  conceptscheme: ['conceptscheme', 'ConceptScheme', 'Concept'],
  categoryscheme: ['categoryscheme', 'CategoryScheme', 'Category'],
  categorisation: ['categoryscheme', 'Categorisation', ''],
  datastructure: ['datastructure', 'DataStructure', ''],
  dataflow: ['datastructure', 'Dataflow', ''],
  constraint: ['registry', 'Constraint', ''],
};

/** Package and class of what is referred to, as 2.1 writes it beside the id. */
export function classOf({ kind, item }: Reference): { package: string; class: string } {
  const [library, whole, part] = CLASSES[kind];
  return { package: library, class: item === undefined ? whole : part };
}

/** The kind of a class: Codelist and Code are both of a code list. */
export const kindOf = (name: string): ArtefactKind | undefined =>
  (Object.keys(CLASSES) as ArtefactKind[]).find((kind) => name !== '' && CLASSES[kind].slice(1).includes(name));

/** 1.0 and 1 of 2.1 are 1.0.0 of 3.0. */
export const threeParts = (version: string): string => {
  const [numbers = '', ...extension] = version.split('-');
  const [major = '1', minor = '0', patch = '0'] = numbers.split('.');
  return [[major, minor, patch].join('.'), ...extension].join('-');
};

/** As the edition writes it: agency schemes have one version for ever, and 2.1 knows no `1.0+` (this or a later one). */
export const versionIn = (edition: Edition, { kind, version }: Pick<Reference, 'kind' | 'version'>): string =>
  kind === 'agencyscheme'
    ? '1.0'
    : edition === '3.0'
      ? version
      : version.replaceAll('+', '').replace(/^(\d+\.\d+)\.0$/, '$1');

/** The name of an artefact, or of an item or component of it, in the whole world. */
export function urnOf(reference: Reference, edition: Edition, component?: string): string {
  const { kind, agency, id, item } = reference;
  const [library, name, part] = CLASSES[kind];
  const whole = kind === 'constraint' ? `${edition === '2.1' ? 'Content' : 'Data'}${name}` : name;
  const named = item === undefined ? whole : (component ?? part);
  const of = `${agency}:${id}(${versionIn(edition, reference)})${item === undefined ? '' : `.${item}`}`;
  return `urn:sdmx:org.sdmx.infomodel.${library}.${named}=${of}`;
}

const URN = /^urn:sdmx:org\.sdmx\.infomodel\.\w+\.(\w+)=([^:]+):([^(]+)\(([^)]+)\)(?:\.(.+))?$/;

/** null for what is no name of a kind that is held. */
export function referenceOf(urn: string): Reference | null {
  const [, name = '', agency = '', id = '', version = '', item] = URN.exec(urn.trim()) ?? [];
  const kind = kindOf(name);
  return kind ? { kind, agency, id, version: threeParts(version), ...(item !== undefined && { item }) } : null;
}
