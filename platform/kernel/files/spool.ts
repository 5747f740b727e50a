// Large files that live for hours: written and read as streams, encrypted, removed when their time is over; never part of a backup.

export interface Spool {
  /** Stores the stream under the name, whole or not at all; an older file of that name is replaced. Returns its bytes. */
  write(name: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number>;
  /** The content from this byte on; undefined where there is no such file. Throws where a byte was changed. */
  read(name: string, fromByte?: number): Promise<AsyncIterable<Buffer> | undefined>;
  /** Removes every file whose name begins so. */
  removeAll(prefix: string): Promise<void>;
}

/** Folder inside the files folder that backups leave out. */
export const spoolFolder = 'spool';
