// The expected failures of the sync.
import type { Problem } from '#platform/contract.ts';

export const deviceUnknown: Problem = { kind: 'not-found', code: 'sync/device-unknown' };
/** The device deletes everything when it hears this. */
export const deviceRevoked: Problem = { kind: 'gone', code: 'sync/device-revoked' };
export const deviceOfAnother: Problem = { kind: 'conflict', code: 'sync/device-of-another' };
export const kindUnknown: Problem = { kind: 'unsupported', code: 'sync/kind-unknown' };
export const fieldUnknown = (field: string): Problem => ({
  kind: 'invalid',
  code: 'sync/field-unknown',
  issues: [{ path: `set.${field}`, code: 'sync.field-unknown' }],
});
export const documentUnknown: Problem = { kind: 'not-found', code: 'sync/document-unknown' };
export const idReused: Problem = { kind: 'conflict', code: 'sync/id-reused' };
export const documentElsewhere: Problem = { kind: 'conflict', code: 'sync/document-elsewhere' };
export const scopeElsewhere: Problem = { kind: 'forbidden', code: 'sync/scope-elsewhere' };
export const tooManyRows = (rows: number, most: number): Problem => ({
  kind: 'too-many',
  code: 'sync/too-many-rows',
  parameters: { rows, most },
});
export const attachmentUnknown: Problem = { kind: 'not-found', code: 'sync/attachment-unknown' };
export const chunkRefused: Problem = { kind: 'invalid', code: 'sync/chunk-refused' };
export const contentDiffers: Problem = { kind: 'conflict', code: 'sync/content-differs' };
