import { SaxesParser } from 'saxes';
import type { RowFault } from '../source-table.js';
import { childOf, localName, reference, within, type XmlElement } from './xml-element.js';
import { gmlGeometry, kmlGeometry, type Frame, type XmlGeometry } from './xml-geometry.js';

/** The document is no well-formed XML. */
export class XmlSyntax extends Error {}

export interface XmlFeature {
  properties: Map<string, string | null>;
  geometry: XmlGeometry | null;
}

/** Elements that a feature of each format is. A member's one child is the feature itself. */
const FEATURES = {
  kml: new Set(['Placemark', 'NetworkLink']),
  gml: new Set(['member', 'featureMember', 'featureMembers']),
};

/** An element around features. */
interface Around {
  name: string;
  /** of a folder */
  title: string;
}

/** Takes features out of a document as it arrives; only the one under way is held. */
export class SpatialXml {
  private readonly parser = new SaxesParser();
  private readonly around: Around[] = [];
  private readonly open: XmlElement[] = [];
  private frame: Frame = {};
  private ready: XmlFeature[] = [];

  constructor(private readonly kind: 'kml' | 'gml') {
    this.parser.on('error', (error) => {
      throw new XmlSyntax(error.message);
    });
    this.parser.on('opentag', ({ name, attributes }) => this.opened(localName(name), attributes));
    this.parser.on('text', (text) => this.text(text));
    this.parser.on('cdata', (text) => this.text(text));
    this.parser.on('closetag', () => this.closed());
  }

  private opened(name: string, attributes: Record<string, string>): void {
    const element: XmlElement = { name, attributes, text: '', children: [] };
    this.open.at(-1)?.children.push(element);
    if (this.open.length > 0 || FEATURES[this.kind].has(name)) this.open.push(element);
    else {
      this.around.push({ name, title: '' });
      // What covers the whole collection says its system.
      if (name === 'Envelope') this.frame = attributes;
    }
  }

  private text(text: string): void {
    const element = this.open.at(-1);
    if (element) element.text += text;
    else if (this.around.at(-1)?.name === 'name' && this.around.at(-2)?.name === 'Folder')
      this.around.at(-2)!.title += text.trim();
  }

  private closed(): void {
    if (this.open.length === 0) this.around.pop();
    const element = this.open.pop();
    if (!element || this.open.length > 0) return;
    if (this.kind === 'gml') this.ready.push(...element.children.map((feature) => member(feature, this.frame)));
    else if (element.name === 'NetworkLink') this.ready.push({ properties: new Map(), geometry: { fault: LINKED } });
    else
      this.ready.push(
        placemark(
          element,
          this.around.map(({ title }) => title),
        ),
      );
  }

  push(text: string): XmlFeature[] {
    this.parser.write(text);
    const { ready } = this;
    this.ready = [];
    return ready;
  }

  end(): XmlFeature[] {
    this.parser.close();
    const { ready } = this;
    this.ready = [];
    return ready;
  }
}

const BESIDE_NAME = new Set(['name', 'description', 'address', 'phoneNumber']);

/** Times of a Placemark, in its TimeStamp or TimeSpan. */
const TIMES = new Set(['when', 'begin', 'end']);

/** @param around titles of the folders it lies in, from the outermost */
function placemark(element: XmlElement, around: readonly string[]): XmlFeature {
  const properties = new Map<string, string | null>();
  if (element.attributes['id']) properties.set('id', element.attributes['id']);
  const folder = around.filter(Boolean).join('/');
  if (folder) properties.set('folder', folder);
  for (const child of element.children) {
    if (BESIDE_NAME.has(child.name)) properties.set(child.name, child.text.trim());
    if (/^Time(Stamp|Span)$/.test(child.name))
      for (const { name, text } of child.children) if (TIMES.has(name)) properties.set(name, text.trim());
  }
  for (const part of within(element)) {
    if (part.name === 'SimpleData') properties.set(part.attributes['name'] ?? '', part.text.trim());
    if (part.name === 'Data')
      properties.set(part.attributes['name'] ?? '', childOf(part, 'value')?.text.trim() ?? null);
  }
  return { properties, geometry: kmlGeometry(element) };
}

const LINKED: RowFault = {
  code: 'network-link',
  message: {
    zh: '这是指向另一个文件的链接（NetworkLink），其内容未被读取',
    en: 'A link to another file (NetworkLink), which was not read',
  },
  hint: {
    zh: '请交付所链接的文件，或在 Google Earth 中另存为 KMZ',
    en: 'Deliver the file it links to, or save it as KMZ with Google Earth',
  },
};

function member(element: XmlElement, frame: Frame): XmlFeature {
  const properties = new Map<string, string | null>();
  const id = Object.entries(element.attributes).find(([name]) => /^(id|fid)$/.test(localName(name)))?.[1];
  if (id) properties.set('id', id);
  const bounds = childOf(element, 'boundedBy')?.children[0]?.attributes;
  let geometry: XmlGeometry | null = null;
  for (const property of element.children) {
    if (property.name === 'boundedBy') continue;
    const found = gmlGeometry(property, { ...frame, ...bounds });
    if (found && !geometry) geometry = found;
    else if (found) properties.set(property.name, 'cell' in found ? found.cell : null);
    else if (property.children.length === 0)
      properties.set(property.name, property.text.trim() || (reference(property) ?? null));
  }
  return { properties, geometry };
}
