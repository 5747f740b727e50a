// An operation: what one device did to some fields of one document, and which values it saw when it did so.

export type FieldValue = string | number | boolean | null | FieldValue[] | { [key: string]: FieldValue };

export interface Operation {
  /** UUIDv7, made on the device. */
  operationId: string;
  /** 1, 2, 3 ... on the device: the order in which they were made there. */
  sequence: number;
  kind: string;
  /** Made on the device for a new document. */
  documentId: string;
  personId: string;
  /** The village in which the document was made. */
  scopeId: string;
  /** By the device's clock. */
  madeAt: string;
  /** What the fields hold now; null: nothing. */
  set: Record<string, FieldValue>;
  /** Operations whose values the device had before it for the same field: those it replaces, and no others. */
  replaces: Record<string, string[]>;
}

/** A value that stands: no operation has replaced it. Two that did not know of each other stand side by side. */
export interface Head {
  operationId: string;
  value: FieldValue;
  /** When it was made, the error of the device's clock taken out. */
  at: string;
  accountId: string;
  deviceId: string;
}

export type Fields = Record<string, Head[]>;

export interface DocumentState {
  documentId: string;
  personId: string;
  kind: string;
  scopeId: string;
  /** How many operations the document holds. */
  version: number;
  fields: Fields;
}
