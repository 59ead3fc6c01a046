import type { Attributes } from '../base/attributes.js';
import type { Segment } from '../timeline/timeline.js';

/** A source record of the cluster with its history. */
export interface Member {
  dataset: string;
  sourceKey: string;
  department: string;
  segments: readonly (Segment & { row: number; attributes: Attributes; trust: Readonly<Record<string, number>> })[];
}

/** What a member says of a stretch of time. */
export type MemberState = Member['segments'][number] & Pick<Member, 'dataset' | 'sourceKey' | 'department'>;
