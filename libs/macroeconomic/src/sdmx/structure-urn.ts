import type { Artefact, ArtefactKind } from './artefact.js';

/** Package and class of the SDMX information model, and the class of the items. */
const CLASSES: Readonly<Record<ArtefactKind, readonly [library: string, artefact: string, item: string]>> = {
  agencyscheme: ['base', 'AgencyScheme', 'Agency'],
  codelist: ['codelist', 'Codelist', 'Code'],
  conceptscheme: ['conceptscheme', 'ConceptScheme', 'Concept'],
  datastructure: ['datastructure', 'DataStructure', ''],
  dataflow: ['datastructure', 'Dataflow', ''],
  constraint: ['registry', 'Constraint', ''],
};

/** The name of an artefact, or of an item or component of it, in the whole world. */
export function urnOf(
  { kind, agency, id }: Pick<Artefact, 'kind' | 'agency' | 'id'>,
  edition: '2.1' | '3.0',
  item?: string,
  component?: string,
): string {
  const [library, name, part] = CLASSES[kind];
  const whole = kind === 'constraint' ? `${edition === '2.1' ? 'Content' : 'Data'}${name}` : name;
  const version = edition === '2.1' || kind === 'agencyscheme' ? '1.0' : '1.0.0';
  const named = item === undefined ? whole : (component ?? part);
  return `urn:sdmx:org.sdmx.infomodel.${library}.${component === 'Attribute' ? 'DataAttribute' : named}=${agency}:${id}(${version})${item === undefined ? '' : `.${item}`}`;
}
