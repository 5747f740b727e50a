// Stored files: content-addressed, encrypted, scanned before anyone can read them.
import type { Sql } from '../db/db.ts';

export interface StoredFile {
  /** SHA-256 of the plain content in hex: the file's address. */
  digest: string;
  bytes: number;
  mediaType: string;
}

export interface Files {
  /** Stores the content once and notes its use in the caller's transaction. */
  put(q: Sql, content: Uint8Array, mediaType: string): Promise<StoredFile>;
  get(digest: string): Promise<{ content: Buffer; mediaType: string } | undefined>;
}

/** Port for a virus scanner; the default accepts what its declared type allows. */
export type ScanFile = (content: Uint8Array, mediaType: string) => Promise<'clean' | 'refused'>;
