import { SaxesParser } from 'saxes';

/** An observation with everything that is said of it, by the ids of the components. */
export type SdmxRow = Map<string, string | null>;

/** The document is no well-formed XML. */
export class XmlSyntax extends Error {}

/** The message takes data away: that is said by a snapshot, or by a department's own mark. */
export class DeletesData extends Error {}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Where the values of a generic message belong. */
const CONTAINERS = new Set(['SeriesKey', 'ObsKey', 'Attributes']);

/**
 * Takes observations out of SDMX-ML 2.1 or 3.0 data, generic or structure-specific, in series or flat, as it arrives. What is
 * said of groups is left: it is said of no observation.
 */
export class SdmxXml {
  private readonly parser = new SaxesParser();
  private ready: SdmxRow[] = [];
  private series: SdmxRow = new Map();
  private observation: SdmxRow | null = null;
  private atObservation = 'TIME_PERIOD';
  private container: string | null = null;
  private inGroup = false;

  constructor() {
    this.parser.on('error', (error) => {
      throw new XmlSyntax(error.message);
    });
    this.parser.on('opentag', ({ name, attributes }) => this.open(local(name), attributes));
    this.parser.on('closetag', ({ name }) => this.close(local(name)));
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
    if (CONTAINERS.has(name)) this.container = name;
    switch (name) {
      case 'Structure':
        this.atObservation = attributes['dimensionAtObservation'] ?? this.atObservation;
        break;
      case 'DataSet':
        if (attributes['action'] === 'Delete') throw new DeletesData();
        break;
      case 'Group':
        this.inGroup = true;
        break;
      case 'Series':
        this.series = own(attributes);
        break;
      case 'Obs':
        this.observation = new Map([...this.series, ...own(attributes)]);
        break;
      case 'ObsDimension':
        this.observation?.set(attributes['id'] ?? this.atObservation, attributes['value'] ?? null);
        break;
      case 'ObsValue':
        this.observation?.set(attributes['id'] ?? 'OBS_VALUE', attributes['value'] ?? null);
        break;
      case 'Value':
        if (this.container && !this.inGroup && attributes['id'] !== undefined) {
          (this.observation ?? this.series).set(attributes['id'], attributes['value'] ?? null);
        }
    }
  }

  private close(name: string): void {
    if (CONTAINERS.has(name)) this.container = null;
    switch (name) {
      case 'Group':
        this.inGroup = false;
        break;
      case 'Series':
        this.series = new Map();
        break;
      case 'Obs':
        if (this.observation) this.ready.push(this.observation);
        this.observation = null;
    }
  }
}

/** Components are attributes without a namespace. */
const own = (attributes: Record<string, string>): SdmxRow =>
  new Map(Object.entries(attributes).filter(([name]) => !name.includes(':') && name !== 'xmlns'));
