import { SaxesParser } from 'saxes';

/** An element, names without their prefix. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  text: string;
}

/** The root of a document. Entities of its own are not known to the parser. @throws Error for what is not well-formed */
export function xmlTree(text: string): XmlElement {
  const parser = new SaxesParser();
  const document: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [document];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name: local(name), attributes, children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('text', (piece) => (open.at(-1)!.text += piece));
  parser.on('cdata', (piece) => (open.at(-1)!.text += piece));
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  return document.children[0]!;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

export const childrenNamed = ({ children }: XmlElement, name: string): XmlElement[] =>
  children.filter((child) => child.name === name);

export const childNamed = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);
