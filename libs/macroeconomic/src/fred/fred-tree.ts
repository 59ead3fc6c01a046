import { xmlText } from '../sdmx/xml-text.js';
import type { FileType, Values } from './fred-format.js';

/** A line of a table of a release, and those below it. */
export interface TreeElement {
  values: Values;
  children: readonly TreeElement[];
}

/** What of a release was asked for, and its lines. */
export class FredTree {
  constructor(
    private readonly about: Values,
    private readonly elements: readonly TreeElement[],
  ) {}

  write(type: FileType): string {
    return type === 'json' ? JSON.stringify(this.json()) : this.xml();
  }

  /** The uppermost ones by their ids, as FRED has them. */
  private json(): object {
    const of = ({ values, children }: TreeElement): object => ({ ...values, children: children.map(of) });
    const elements = this.elements.map((element) => [String(element.values['element_id']), of(element)] as const);
    return { ...this.about, elements: Object.fromEntries(elements) };
  }

  private xml(): string {
    const attributes = (values: Values): string =>
      Object.entries(values)
        .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
        .join('');
    const of = ({ values, children }: TreeElement): string =>
      children.length === 0
        ? `<element${attributes(values)}/>`
        : `<element${attributes(values)}>\n${children.map(of).join('\n')}\n</element>`;
    return `<?xml version="1.0" encoding="utf-8" ?>\n<elements${attributes(this.about)}>\n${this.elements.map(of).join('\n')}\n</elements>\n`;
  }
}
