// Fields on this device that say two things: a person has to decide. Kinds of documents register how their fields are dealt with.
import { viewField, type ConflictRule } from '../rules/conflict-rule.ts';
import type { SyncEngine } from '../rules/device/engine.ts';
import type { DocumentState, FieldValue, Head } from '../rules/operation.ts';

/** What a screen knows of a kind of document: the same rules as the server has, and words. */
export interface LocalKind {
  kind: string;
  ruleOf(field: string): ConflictRule | undefined;
  /** Name of a field and of a value in plain words. */
  labelOf(field: string, document: DocumentState): string;
  textOf(field: string, value: FieldValue, document: DocumentState): string;
  /** What the document is. */
  nameOf(document: DocumentState): string;
}
const kinds = new Map<string, LocalKind>();
export const registerLocalKind = (kind: LocalKind): void => void kinds.set(kind.kind, kind);
export const localKind = (kind: string): LocalKind | undefined => kinds.get(kind);

export interface ConflictHere {
  document: DocumentState;
  field: string;
  heads: Head[];
}

export const conflictsOf = (document: DocumentState): ConflictHere[] =>
  Object.entries(document.fields)
    .filter(([field, heads]) => heads.length > 1 && viewField(heads, ruleOf(document, field)).conflict)
    .map(([field, heads]) => ({ document, field, heads }));

export const ruleOf = (document: DocumentState, field: string): ConflictRule =>
  kinds.get(document.kind)?.ruleOf(field) ?? 'ask';

export function conflictsHere(engine: SyncEngine): ConflictHere[] {
  return engine.documentIds().flatMap((id) => {
    const document = engine.document(id);
    return document ? conflictsOf(document) : [];
  });
}

/** What each field of a document shows; absent fields are absent. */
export const shownValues = (document: DocumentState | undefined): Record<string, FieldValue> =>
  Object.fromEntries(
    Object.entries(document?.fields ?? {}).map(([field, heads]) => [
      field,
      viewField(heads, ruleOf(document!, field)).value,
    ]),
  );
