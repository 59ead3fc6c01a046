/** How a base is worked on. */
export interface ReviewPolicy {
  base: string;
  /** decisions wait for the approval of somebody else */
  fourEyes: boolean;
  claimMinutes: number;
  dueDays: number;
}

export const DEFAULT_POLICY = { fourEyes: false, claimMinutes: 30, dueDays: 14 } as const;
