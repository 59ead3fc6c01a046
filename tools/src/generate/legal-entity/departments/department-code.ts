/** Departments that deliver organisations. */
export type DepartmentCode =
  'quality-supervision' | 'industry-commerce' | 'state-tax' | 'local-tax' | 'civil-affairs' | 'statistics';
