import { SaxesParser } from 'saxes';
import { refusal } from '../read-refusal.js';
import { SdmxGroups, withCommon } from './sdmx-groups.js';
import type { SdmxRow } from './sdmx-row.js';

/** The document is no well-formed XML. */
export class XmlSyntax extends Error {}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Where the values of a generic message belong. */
const CONTAINERS = new Set(['SeriesKey', 'ObsKey', 'GroupKey', 'Attributes']);

/** What a data set holds that is neither series nor group. */
const BESIDE = new Set(['Annotations', 'Attributes', 'DataProvider', 'KeyFamilyRef', 'Series', 'Obs', 'Comp']);

/** Of a data set itself, and no components of it. */
const OF_DATA_SET = new Set([
  ...['action', 'structureRef', 'setID', 'dataScope', 'validFromDate', 'validToDate', 'publicationYear'],
  ...['publicationPeriod', 'reportingBeginDate', 'reportingEndDate', 'keyFamilyURI', 'datasetID', 'dataflowID'],
  ...['dataProviderSchemeAgencyId', 'dataProviderSchemeId', 'dataProviderID', 'dataflowAgencyID'],
]);

/**
 * Takes observations out of SDMX-ML data as it arrives: 2.1 and 3.0, generic or structure-specific, in series or flat; 2.0, generic or
 * compact. What is said of groups and of the whole data set is said of their observations. Several values of one component, or a
 * value in several languages, are one text, as SDMX-CSV has them: `A;F`, `zh:注;en:Note`.
 */
export class SdmxXml {
  private readonly parser = new SaxesParser();
  private ready: SdmxRow[] = [];
  private isGeneric = false;
  /** elements below the data set, itself included; 0 outside */
  private depth = 0;
  private whole: SdmxRow = new Map();
  private groups = new SdmxGroups();
  private group: { key: SdmxRow; attributes: SdmxRow | null } | null = null;
  private series: SdmxRow | null = null;
  private observation: SdmxRow | null = null;
  private atObservation = 'TIME_PERIOD';
  private container: string | null = null;
  /** a component whose values are elements of their own */
  private component: { id: string; values: string[] } | null = null;
  /** what is read of a value that is written between tags */
  private text: string | null = null;
  private language = '';
  /** the data set has had an observation */
  private isBegun = false;

  constructor() {
    this.parser.on('error', (error) => {
      throw new XmlSyntax(error.message);
    });
    this.parser.on('opentag', ({ name, attributes }) => this.open(local(name), attributes));
    this.parser.on('closetag', ({ name }) => this.close(local(name)));
    this.parser.on('text', (text) => {
      if (this.text !== null) this.text += text;
    });
  }

  push(text: string): SdmxRow[] {
    this.parser.write(text);
    return this.taken();
  }

  end(): SdmxRow[] {
    this.parser.close();
    return this.taken();
  }

  private taken(): SdmxRow[] {
    const { ready } = this;
    this.ready = [];
    return ready;
  }

  private open(name: string, attributes: Record<string, string>): void {
    if (this.depth > 0) this.depth++;
    if (CONTAINERS.has(name)) this.container = name;
    switch (name) {
      case 'GenericData':
      case 'GenericTimeSeriesData':
        this.isGeneric = true;
        break;
      case 'Structure':
        this.atObservation = attributes['dimensionAtObservation'] ?? this.atObservation;
        break;
      case 'DataSet':
        this.begin(attributes);
        break;
      case 'Series':
        // In 2.0 a group holds its series.
        if (this.group) this.groups.add(this.group.key, this.group.attributes);
        this.group = null;
        this.series = own(attributes);
        break;
      case 'GroupKey':
        // A MessageGroup of 2.0 does not say before that it is generic.
        if (this.group?.attributes === null) this.group = { key: new Map(), attributes: new Map() };
        break;
      case 'Obs':
        this.observation = new Map([...(this.series ?? []), ...own(attributes)]);
        break;
      case 'Time':
        this.text = '';
        break;
      case 'Comp':
        this.component = { id: attributes['id'] ?? '', values: [] };
        break;
      case 'Text':
        if (!this.component) break;
        this.text = '';
        this.language = attributes['xml:lang'] ?? '';
        break;
      case 'ObsDimension':
        this.observation?.set(attributes['id'] ?? this.atObservation, attributes['value'] ?? null);
        break;
      case 'ObsValue':
        this.observation?.set(attributes['id'] ?? 'OBS_VALUE', attributes['value'] ?? null);
        break;
      case 'Value':
        if (this.component) this.text = '';
        else this.value(attributes['id'] ?? attributes['concept'], attributes['value'] ?? null);
        break;
      default:
        // 2.0 calls the element of a group as the group is called.
        if (this.depth !== 2 || BESIDE.has(name)) break;
        this.group = this.isGeneric
          ? { key: new Map(), attributes: new Map() }
          : { key: own(attributes), attributes: null };
    }
  }

  private begin(attributes: Record<string, string>): void {
    const named = Object.entries(attributes).map(([name, value]) => [local(name), value] as const);
    if (named.some(([name, value]) => name === 'action' && /^d/i.test(value))) throw refusal.deletesData();
    this.depth = 1;
    this.whole = new Map([...own(attributes)].filter(([name]) => !this.isGeneric && !OF_DATA_SET.has(name)));
    this.groups = new SdmxGroups();
    this.isBegun = false;
  }

  private value(id: string | undefined, value: string | null): void {
    if (this.container && id !== undefined) this.place(id, value);
  }

  private place(id: string, value: string | null): void {
    const ofGroup =
      this.group && (this.container === 'GroupKey' ? this.group.key : (this.group.attributes ?? this.group.key));
    (this.observation ?? this.series ?? ofGroup ?? this.whole).set(id, value);
  }

  private said(): void {
    const text = this.text?.trim();
    if (text) this.component?.values.push(this.language ? `${this.language}:${text}` : text);
    this.text = null;
    this.language = '';
  }

  private close(name: string): void {
    if (CONTAINERS.has(name)) this.container = null;
    if (this.depth === 2 && this.group) {
      if (this.isBegun) throw refusal.lateGroup();
      this.groups.add(this.group.key, this.group.attributes);
      this.group = null;
    }
    if (this.depth > 0) this.depth--;
    switch (name) {
      case 'Series':
        this.series = null;
        break;
      case 'Time':
        this.observation?.set(this.atObservation, this.text?.trim() ?? null);
        this.text = null;
        break;
      case 'Text':
      case 'Value':
        this.said();
        break;
      case 'Comp':
        if (this.component?.values.length) this.place(this.component.id, this.component.values.join(';'));
        this.component = null;
        break;
      case 'Obs':
        this.isBegun = true;
        if (this.observation) {
          withCommon(this.observation, this.groups.of(this.observation));
          withCommon(this.observation, this.whole);
          this.ready.push(this.observation);
        }
        this.observation = null;
    }
  }
}

/** Components are attributes without a namespace. */
const own = (attributes: Record<string, string>): SdmxRow =>
  new Map(Object.entries(attributes).filter(([name]) => !name.includes(':') && name !== 'xmlns'));
