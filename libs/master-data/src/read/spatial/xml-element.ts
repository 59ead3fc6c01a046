/** An element of a feature as it was read, held whole. */
export interface XmlElement {
  /** without its prefix */
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: XmlElement[];
}

/** A name without its prefix. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The element and all in it, in the order of the document. */
export function* within(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* within(child);
}

export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name);

/** What an element refers to instead of holding it (XLink). */
export const reference = ({ attributes }: XmlElement): string | undefined =>
  Object.entries(attributes).find(([name]) => localName(name) === 'href')?.[1];
