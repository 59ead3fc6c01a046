import { describe, expect, it } from '@jest/globals';
import type { Artefact } from './artefact.js';
import { readStructures } from './structure-reading.js';
import { structuresJson } from './structure-json.js';
import { structuresXml } from './structure-xml.js';
import { versionsAsked } from './structure-version.js';

const MESSAGE = `<?xml version="1.0"?>
<mes:Structure xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" xmlns:str="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure" xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<mes:Header><mes:ID>X</mes:ID></mes:Header>
<mes:Structures>
  <str:Dataflows>
    <str:Dataflow id="EXR" agencyID="ECB" version="1.0" isFinal="true">
      <com:Annotations><com:Annotation id="a"><com:AnnotationTitle>T &amp; T</com:AnnotationTitle><com:AnnotationType>note</com:AnnotationType><com:AnnotationURL>https://example.org/?a=1&amp;b=2</com:AnnotationURL><com:AnnotationText xml:lang="fr">été</com:AnnotationText></com:Annotation></com:Annotations>
      <com:Name xml:lang="en">Exchange rates</com:Name><com:Name xml:lang="zh">汇率</com:Name>
      <com:Description xml:lang="en">Of the euro</com:Description>
      <str:Structure><Ref id="ECB_EXR1" version="1.2" agencyID="ECB" class="DataStructure"/></str:Structure>
    </str:Dataflow>
    <str:Dataflow id="STUB" agencyID="ECB" version="1.0" isExternalReference="true"><com:Name>Stub</com:Name></str:Dataflow>
  </str:Dataflows>
  <str:CategorySchemes>
    <str:CategoryScheme id="TOPICS" agencyID="ECB" version="1.0"><com:Name xml:lang="en">Topics</com:Name>
      <str:Category id="MONEY"><com:Name xml:lang="en">Money</com:Name><str:Category id="RATES"><com:Name xml:lang="en">Rates</com:Name></str:Category></str:Category>
    </str:CategoryScheme>
  </str:CategorySchemes>
  <str:Categorisations>
    <str:Categorisation id="EXR_RATES" agencyID="ECB" version="1.0"><com:Name xml:lang="en">Rates</com:Name>
      <str:Source><Ref id="EXR" version="1.0" agencyID="ECB" package="datastructure" class="Dataflow"/></str:Source>
      <str:Target><Ref id="MONEY.RATES" maintainableParentID="TOPICS" maintainableParentVersion="1.0" agencyID="ECB" package="categoryscheme" class="Category"/></str:Target>
    </str:Categorisation>
  </str:Categorisations>
  <str:Codelists>
    <str:Codelist id="CL_CURRENCY" agencyID="ECB" version="1.0" isPartial="true"><com:Name xml:lang="en">Currencies</com:Name>
      <str:Code id="ALL"><com:Name xml:lang="en">All</com:Name></str:Code>
      <str:Code id="USD"><com:Name xml:lang="en">US dollar</com:Name><com:Description xml:lang="en">&lt;the&gt; dollar</com:Description><str:Parent><Ref id="ALL"/></str:Parent></str:Code>
    </str:Codelist>
  </str:Codelists>
  <str:HierarchicalCodelists><str:HierarchicalCodelist id="H" agencyID="ECB" version="1.0"><com:Name>H</com:Name></str:HierarchicalCodelist></str:HierarchicalCodelists>
  <str:Concepts>
    <str:ConceptScheme id="ECB_CONCEPTS" agencyID="ECB" version="1.0"><com:Name xml:lang="en">Concepts</com:Name>
      ${['FREQ', 'TIME_PERIOD', 'OBS_VALUE', 'OBS_STATUS', 'TITLE', 'DECIMALS', 'COLLECTION']
        .map((id) => `<str:Concept id="${id}"><com:Name xml:lang="en">${id}</com:Name></str:Concept>`)
        .join('')}
      <str:Concept id="CURRENCY"><com:Name xml:lang="en">Currency</com:Name><str:CoreRepresentation><str:Enumeration><Ref id="CL_CURRENCY" version="1.0" agencyID="ECB" class="Codelist"/></str:Enumeration><str:EnumerationFormat textType="String" maxLength="3"/></str:CoreRepresentation></str:Concept>
    </str:ConceptScheme>
  </str:Concepts>
  <str:DataStructures>
    <str:DataStructure id="ECB_EXR1" agencyID="ECB" version="1.2"><com:Name xml:lang="en">Exchange rates</com:Name>
      <str:DataStructureComponents>
        <str:DimensionList id="DimensionDescriptor">
          <str:Dimension id="CURRENCY" position="2"><str:ConceptIdentity>${concept('CURRENCY')}</str:ConceptIdentity></str:Dimension>
          <str:Dimension position="1"><str:ConceptIdentity>${concept('FREQ')}</str:ConceptIdentity><str:LocalRepresentation><str:TextFormat textType="String" maxLength="1" isMultiLingual="false"/></str:LocalRepresentation><str:ConceptRole>${concept('FREQ')}</str:ConceptRole></str:Dimension>
          <str:TimeDimension id="TIME_PERIOD" position="3"><str:ConceptIdentity>${concept('TIME_PERIOD')}</str:ConceptIdentity><str:LocalRepresentation><str:TextFormat textType="ObservationalTimePeriod"/></str:LocalRepresentation></str:TimeDimension>
        </str:DimensionList>
        <str:Group id="Sibling"><str:GroupDimension><str:DimensionReference><Ref id="CURRENCY"/></str:DimensionReference></str:GroupDimension></str:Group>
        <str:AttributeList id="AttributeDescriptor">
          <str:Attribute id="OBS_STATUS" assignmentStatus="Mandatory"><str:ConceptIdentity>${concept('OBS_STATUS')}</str:ConceptIdentity><str:AttributeRelationship><str:PrimaryMeasure><Ref id="OBS_VALUE"/></str:PrimaryMeasure></str:AttributeRelationship></str:Attribute>
          <str:Attribute id="TITLE" assignmentStatus="Conditional"><str:ConceptIdentity>${concept('TITLE')}</str:ConceptIdentity><str:AttributeRelationship><str:Group><Ref id="Sibling"/></str:Group></str:AttributeRelationship></str:Attribute>
          <str:Attribute id="DECIMALS" assignmentStatus="Conditional"><str:ConceptIdentity>${concept('DECIMALS')}</str:ConceptIdentity><str:AttributeRelationship><str:Dimension><Ref id="FREQ"/></str:Dimension><str:Dimension><Ref id="CURRENCY"/></str:Dimension></str:AttributeRelationship></str:Attribute>
          <str:Attribute id="COLLECTION" assignmentStatus="Conditional"><str:ConceptIdentity>${concept('COLLECTION')}</str:ConceptIdentity><str:AttributeRelationship><str:None/></str:AttributeRelationship></str:Attribute>
        </str:AttributeList>
        <str:MeasureList id="MeasureDescriptor"><str:PrimaryMeasure id="OBS_VALUE"><str:ConceptIdentity>${concept('OBS_VALUE')}</str:ConceptIdentity></str:PrimaryMeasure></str:MeasureList>
      </str:DataStructureComponents>
    </str:DataStructure>
  </str:DataStructures>
</mes:Structures></mes:Structure>`;

function concept(id: string): string {
  return `<Ref id="${id}" maintainableParentID="ECB_CONCEPTS" maintainableParentVersion="1.0" agencyID="ECB" package="conceptscheme" class="Concept"/>`;
}

/** What only 3.0 can say, and parts of it that are not kept. */
const OF_3_0 = `<mes:Structure xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message" xmlns:str="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure" xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common">
<mes:Structures><str:DataStructures>
  <str:DataStructure id="D" agencyID="MD" version="1.0.0" validFrom="2021-01-01T00:00:00" validTo="2021-12-31T00:00:00" uri="https://example.org/d"><com:Name xml:lang="en">D</com:Name>
    <str:DataStructureComponents>
      <str:DimensionList id="DimensionDescriptor"><str:Dimension id="SEX" position="1"><com:Annotations><com:Annotation><com:AnnotationType>CONTEXT</com:AnnotationType></com:Annotation></com:Annotations><str:ConceptIdentity>${conceptUrn('SEX')}</str:ConceptIdentity></str:Dimension></str:DimensionList>
      <str:AttributeList id="AttributeDescriptor"><str:Attribute id="NOTE" usage="optional"><str:ConceptIdentity>${conceptUrn('NOTE')}</str:ConceptIdentity><str:LocalRepresentation minOccurs="0" maxOccurs="unbounded"><str:Enumeration>urn:sdmx:org.sdmx.infomodel.codelist.ValueList=MD:VL(1.0)</str:Enumeration></str:LocalRepresentation><str:AttributeRelationship><str:Observation/></str:AttributeRelationship><str:MeasureRelationship><str:Measure>OBS_VALUE</str:Measure></str:MeasureRelationship></str:Attribute></str:AttributeList>
      <str:MeasureList id="MeasureDescriptor"><str:Measure id="OBS_VALUE" usage="optional"><com:Link url="https://example.org"/><str:ConceptIdentity>${conceptUrn('OBS_VALUE')}</str:ConceptIdentity></str:Measure></str:MeasureList>
    </str:DataStructureComponents>
  </str:DataStructure>
</str:DataStructures></mes:Structures></mes:Structure>`;

function conceptUrn(id: string): string {
  return `urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=MD:C(1.0.0).${id}`;
}

const header = { id: 'T', prepared: '2026-01-01T00:00:00Z' };

describe('structures that others have defined', () => {
  const { artefacts, ignored } = readStructures(MESSAGE);
  const of = (kind: string): Artefact => artefacts.find((artefact) => artefact.kind === kind)!;

  it('are read with everything that is said of them; what is not held is named', () => {
    expect(artefacts.map(({ kind, id, version }) => `${kind} ${id} ${version}`)).toEqual([
      ...['dataflow EXR 1.0.0', 'categoryscheme TOPICS 1.0.0', 'categorisation EXR_RATES 1.0.0'],
      ...['codelist CL_CURRENCY 1.0.0', 'conceptscheme ECB_CONCEPTS 1.0.0', 'datastructure ECB_EXR1 1.2.0'],
    ]);
    expect(ignored).toEqual(['Dataflow ECB:STUB', 'HierarchicalCodelist ECB:H']);
    expect(of('dataflow')).toMatchObject({
      names: { en: 'Exchange rates', zh: '汇率' },
      structure: { kind: 'datastructure', id: 'ECB_EXR1', version: '1.2.0' },
      annotations: [{ title: 'T & T', url: 'https://example.org/?a=1&b=2', texts: { fr: 'été' } }],
    });
    expect(of('categorisation').target).toMatchObject({ kind: 'categoryscheme', id: 'TOPICS', item: 'MONEY.RATES' });
    const { dimensions, attributes, groups } = of('datastructure').components!;
    expect(dimensions.map(({ id }) => id)).toEqual(['FREQ', 'CURRENCY']);
    expect(groups).toEqual([{ id: 'Sibling', dimensions: ['CURRENCY'] }]);
    expect(attributes.map(({ mandatory, relationship }) => [mandatory, relationship])).toEqual([
      [true, { of: 'observation' }],
      [false, { of: 'group', group: 'Sibling' }],
      [false, { of: 'dimensions', dimensions: ['FREQ', 'CURRENCY'] }],
      [false, { of: 'dataflow' }],
    ]);
  });

  const chosen = artefacts.map((artefact) => ({ artefact, stub: false }));
  const byKind = (list: readonly Artefact[]): Artefact[] => [...list].sort((a, b) => (a.kind < b.kind ? -1 : 1));
  it.each([
    ['SDMX-ML 2.1', structuresXml(chosen, header, '2.1')],
    ['SDMX-ML 3.0', structuresXml(chosen, header, '3.0')],
    ['SDMX-JSON 1.0', structuresJson(chosen, header, '2.1')],
    ['SDMX-JSON 2.0', structuresJson(chosen, header, '3.0')],
  ])('are written and read again without loss: %s', (_, text) => {
    const again = readStructures(text);
    expect(again.ignored).toEqual([]);
    // Only the measure of 3.0 says whether it is mandatory.
    const plain = (list: readonly Artefact[]) =>
      byKind(list).map(({ components, ...artefact }) => ({
        ...artefact,
        ...(components && {
          ...components,
          measures: components.measures.map(({ id, concept: { item } }) => [id, item]),
        }),
      }));
    expect(plain(again.artefacts)).toEqual(plain(artefacts));
  });

  it('keep what only 3.0 can say, and name every part that is not kept', () => {
    const read = readStructures(OF_3_0);
    expect(read.ignored).toEqual(['uri', 'Enumeration', 'Link'].map((part) => `DataStructure MD:D: ${part}`));
    expect(read.artefacts).toMatchObject([
      {
        validity: { validFrom: '2021-01-01T00:00:00', validTo: '2021-12-31T00:00:00' },
        components: {
          dimensions: [{ annotations: [{ type: 'CONTEXT' }] }],
          attributes: [
            { measures: ['OBS_VALUE'], representation: { occurs: { minOccurs: '0', maxOccurs: 'unbounded' } } },
          ],
        },
      },
    ]);
    const all = read.artefacts.map((artefact) => ({ artefact, stub: false }));
    for (const text of [structuresXml(all, header, '3.0'), structuresJson(all, header, '3.0')]) {
      expect(readStructures(text)).toEqual({ artefacts: read.artefacts, ignored: [] });
    }
    const list = { id: 'L', agencyID: 'MD', codes: [{ id: 'A', colour: 'red' }], serviceURL: 'https://example.org' };
    expect(readStructures(JSON.stringify({ data: { codelists: [list] } })).ignored).toEqual([
      ...['codelists MD:L: colour', 'codelists MD:L: serviceURL'],
    ]);
  });

  it.each([
    [
      'SDMX-ML',
      '<m:Structure xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"><m:Structures/></m:Structure>',
    ],
    [
      'SDMX-ML without a list',
      '<Structure xmlns="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message"><Header/></Structure>',
    ],
    ['SDMX-JSON', '{"meta":{"schema":"https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json"},"data":{}}'],
    ['SDMX-JSON with an empty list', '{"data":{"codelists":[]}}'],
  ])('a message of no structures is one: %s', (_form, text) => {
    expect(readStructures(text)).toEqual({ artefacts: [], ignored: [] });
  });

  it.each([
    '',
    'a,b',
    '{',
    '<a>',
    '<a/>',
    '<a><Structures/></a>',
    '<Structure/>',
    '{"data":{}}',
    '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
  ])('no such message is refused: %j', (text) => {
    expect(() => readStructures(text)).toThrow(/No message of SDMX structures/);
  });
});

describe('versions as they are asked for', () => {
  const present = ['1.0.0', '1.2.0', '1.10.0', '2.0.0-draft', '2.0.0'];
  it.each([
    ['1.0', ['1.0.0']],
    ['1.2.0,2.0', ['1.2.0', '2.0.0']],
    ['latest', ['2.0.0']],
    ['*', present],
    ['1.1+.0', ['1.10.0']],
    ['1.2.0+', ['1.2.0']],
    ['2.0.0-draft', ['2.0.0-draft']],
    ['3.0', []],
    ['x', []],
  ])('%s', (asked, found) => {
    expect(versionsAsked(asked, present)).toEqual(found);
  });
});
