// Reads a tar archive from memory: enough of POSIX ustar for the archives that the browser package ships.

export interface TarEntry {
  path: string;
  /** Permission bits as in stat. */
  mode: number;
  content: Uint8Array;
}

const blockBytes = 512;
const text = (bytes: Uint8Array) => {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
};
const octal = (bytes: Uint8Array) => Number.parseInt(text(bytes).trim() || '0', 8);

/** The regular files of the archive; directories and links are left out, a path that climbs out is an error. */
export function readTar(archive: Uint8Array): TarEntry[] {
  const entries: TarEntry[] = [];
  for (let at = 0; at + blockBytes <= archive.length;) {
    const header = archive.subarray(at, at + blockBytes);
    if (header[0] === 0) break;
    const size = octal(header.subarray(124, 136));
    const prefix = text(header.subarray(345, 500));
    const name = text(header.subarray(0, 100));
    const path = prefix ? `${prefix}/${name}` : name;
    if (path.startsWith('/') || path.split('/').includes('..')) throw new Error(`Unsafe path in archive: ${path}`);
    const kind = String.fromCharCode(header[156] ?? 0);
    const start = at + blockBytes;
    if (kind === '0' || kind === '\0') {
      entries.push({ path, mode: octal(header.subarray(100, 108)), content: archive.subarray(start, start + size) });
    }
    at = start + Math.ceil(size / blockBytes) * blockBytes;
  }
  return entries;
}
