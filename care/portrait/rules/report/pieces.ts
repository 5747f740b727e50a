// The plain pieces of which a report is made, whoever draws them.

export type Piece =
  | { kind: 'text'; text: string; quiet?: boolean }
  /** A short list of big numbers. */
  | { kind: 'figures'; items: { label: string; value: string; note?: string }[] }
  | { kind: 'numbered'; items: { title: string; reason: string }[] }
  | { kind: 'bullets'; title?: string; items: string[] }
  | { kind: 'table'; columns: string[]; rows: string[][]; notes: string[] }
  /** A hundred people of whom so many are marked. */
  | { kind: 'people'; title: string; people: number; text: string }
  | { kind: 'note'; tone: 'draft' | 'simulated' | 'signed' | 'waiting'; text: string };
export interface Section {
  key: string;
  title: string;
  pieces: Piece[];
}
export interface ReportDocument {
  title: string;
  /** Who it is about. */
  person: string;
  made: string;
  simulated?: string;
  sections: Section[];
}
