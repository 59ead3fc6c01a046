import { MEASURE, TIME, type Cell, type Written } from './component.js';
import { groupsOf, type Layout } from './data-layout.js';
import { AGENCY, DATAFLOW } from './data-query.js';
import { FLOW, type DataSet, type Message } from './data-message.js';
import { xmlText } from './xml-text.js';

/** SDMX-ML: generic and structure-specific of 2.1, and of 3.0, where there is only the one. */
export type XmlFormat = 'generic' | 'specific' | 'specific30';

const NAMESPACES = 'http://www.sdmx.org/resources/sdmxml/schemas';

export async function* writeXml(
  dataSets: readonly DataSet[],
  { id, prepared, layout }: Message,
  format: XmlFormat,
): AsyncGenerator<string> {
  const generic = format === 'generic';
  const third = format === 'specific30';
  const namespace = `${NAMESPACES}/${third ? 'v3_0' : 'v2_1'}`;
  const root = generic ? 'GenericData' : 'StructureSpecificData';
  const flow = `urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=${FLOW(third ? '1.0.0' : '1.0')}`;
  const own = `${flow}:ObsLevelDim:${layout.observed}`;
  const data = generic
    ? `xmlns:generic="${namespace}/data/generic"`
    : `xmlns:ss="${namespace}/data/structurespecific" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ns1="${own}"`;
  const structure = generic ? '' : ` namespace="${own}"`;
  const usage = third ? flow : `<Ref agencyID="${AGENCY}" id="${DATAFLOW}" version="1.0"/>`;
  yield `<?xml version="1.0" encoding="UTF-8"?>
<message:${root} xmlns:message="${namespace}/message" xmlns:common="${namespace}/common" ${data}>
<message:Header><message:ID>${id}</message:ID><message:Test>false</message:Test><message:Prepared>${prepared}</message:Prepared><message:Sender id="${AGENCY}"/>
<message:Structure structureID="${DATAFLOW}"${structure} dimensionAtObservation="${layout.observed}"><common:StructureUsage>${usage}</common:StructureUsage></message:Structure></message:Header>
`;
  const write = generic ? genericGroup : specificGroup;
  for (const { action, validFrom, validTo, rows } of dataSets) {
    const prefix = generic ? '' : 'ss:';
    const attributes = Object.entries({
      // What is asked for without its history replaces what the asker has.
      [third ? 'ss:action' : 'action']: action === 'Information' ? 'Replace' : action,
      [third ? 'ss:validFromDate' : 'validFromDate']: validFrom,
      [third ? 'ss:validToDate' : 'validToDate']: validTo,
      [`${prefix}structureRef`]: DATAFLOW,
      ...(!generic && { 'ss:dataScope': 'DataStructure', 'xsi:type': 'ns1:DataSetType' }),
    }).map(([name, value]) => (value === undefined ? '' : ` ${name}="${value}"`));
    yield `<message:DataSet${attributes.join('')}>\n`;
    for await (const group of groupsOf(rows, layout)) yield write(group, layout);
    yield '</message:DataSet>\n';
  }
  yield `</message:${root}>\n`;
}

const genericValue = (id: string, value: string): string => `<generic:Value id="${id}" value="${xmlText(value)}"/>`;

const genericValues = (cells: readonly Cell[], row: Written): string =>
  given(cells, row)
    .map(([id, value]) => genericValue(id, value))
    .join('');

function genericGroup(rows: readonly Written[], layout: Layout): string {
  const flat = layout.series.length === 0;
  const [own] = layout.observation;
  const observations = (layout.observations ? rows : []).map((row) => {
    const id = layout.observed === TIME ? '' : ` id="${own!.id}"`;
    const key = flat
      ? `<generic:ObsKey>${genericValues(layout.observation, row)}</generic:ObsKey>`
      : `<generic:ObsDimension${id} value="${xmlText(own!.of(row)!)}"/>`;
    const value = row.value === null || !layout.measure ? '' : `<generic:ObsValue value="${row.value}"/>`;
    const attributes = genericValues(layout.attributes, row);
    const described = attributes === '' ? '' : `<generic:Attributes>${attributes}</generic:Attributes>`;
    return `<generic:Obs>${key}${value}${described}</generic:Obs>`;
  });
  if (flat) return `${observations.join('\n')}\n`;
  const key = genericValues(layout.series, rows[0]!);
  return `<generic:Series><generic:SeriesKey>${key}</generic:SeriesKey>${observations.join('')}</generic:Series>\n`;
}

const xmlAttributes = (cells: readonly Cell[], row: Written): string =>
  given(cells, row)
    .map(([id, value]) => ` ${id}="${xmlText(value)}"`)
    .join('');

function specificGroup(rows: readonly Written[], layout: Layout): string {
  const observations = (layout.observations ? rows : []).map((row) => {
    const value = row.value === null || !layout.measure ? '' : ` ${MEASURE}="${row.value}"`;
    return `<Obs${xmlAttributes(layout.observation, row)}${value}${xmlAttributes(layout.attributes, row)}/>`;
  });
  if (layout.series.length === 0) return `${observations.join('\n')}\n`;
  return `<Series${xmlAttributes(layout.series, rows[0]!)}>${observations.join('')}</Series>\n`;
}

const given = (cells: readonly Cell[], row: Written): [string, string][] =>
  cells.flatMap(({ id, of }): [string, string][] => {
    const value = of(row);
    return value === null ? [] : [[id, value]];
  });
