// The file that somebody chose for an import: whether it can be sent, and its content as base64.

/** 10 MB of workbook are 14 MB of base64, the most that the server takes. */
const mostBytes = 10_000_000;
export type FileFault = 'kind' | 'size' | 'empty';

export function fileFault({ name, size }: { name: string; size: number }): FileFault | undefined {
  if (!/\.xlsx$/i.test(name)) return 'kind';
  if (size === 0) return 'empty';
  return size > mostBytes ? 'size' : undefined;
}

export function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve((reader.result as string).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file could not be read.')));
    reader.readAsDataURL(file);
  });
}
