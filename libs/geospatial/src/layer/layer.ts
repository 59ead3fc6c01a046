import type { OpenType } from '@siku/catalogue';
import type { Message } from '@siku/standards';

/** What the features of a layer are in space. */
export const GEOMETRY_KINDS = ['point', 'line', 'polygon', 'any'] as const;
export type GeometryKind = (typeof GEOMETRY_KINDS)[number];

/**
 * `disjoint`: no two features of a class lie on the same ground. `tiled`: divisions whose codes begin with that of another
 * cover it, and nothing outside. What breaks a rule is a question for a steward.
 */
export const TOPOLOGY_RULES = ['disjoint', 'tiled'] as const;
export type TopologyRule = (typeof TOPOLOGY_RULES)[number];

/** One of the attributes a layer has beside name, code and class: `attributes.<name>`. */
export interface LayerProperty {
  name: string;
  title: Message;
  type: OpenType;
}

/** A layer of the map. It is data: a new one takes a PUT and no release. */
export interface Layer {
  code: string;
  title: Message;
  description?: Message;
  geometry: GeometryKind;
  /** Class → title; a class below another begins with it: `school`, `school.primary`. */
  classes: Readonly<Record<string, Message>>;
  properties: readonly LayerProperty[];
  topology?: readonly TopologyRule[];
}
