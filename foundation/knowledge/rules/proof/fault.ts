// What is wrong with a piece of content; content with a fault is not loaded.

export const contentFaultKinds = [
  'bad-shape',
  'double-key',
  'unknown-key',
  'wrong-kind',
  'unknown-code',
  'circle',
  'gap',
  'overlap',
  'units-disagree',
  'outside-range',
  'row-unreachable',
  'no-row',
  'default-not-last',
  'too-many-combinations',
  'vector-fails',
  'row-without-vector',
  'no-vectors',
  'not-monotone',
  'status-too-high',
] as const;
export interface ContentFault {
  kind: (typeof contentFaultKinds)[number];
  /** Where in the content, and what was found. */
  where: string;
  detail: string;
}
export const contentFault = (kind: ContentFault['kind'], where: string, detail: string): ContentFault => ({
  kind,
  where,
  detail,
});
