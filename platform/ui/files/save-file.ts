// Hands a file to the browser, which asks where to keep it or puts it among the downloads.
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
export const saveJson = (value: unknown, name: string): void =>
  saveFile(new Blob([`${JSON.stringify(value, null, 1)}\n`], { type: 'application/json' }), name);

/** Fetches a file with the portal's session; throws where the server refuses. */
export async function download(portal: string, address: string, name: string): Promise<void> {
  const response = await fetch(address, { headers: { 'x-tianmu-portal': portal } });
  if (!response.ok) throw new Error(String(response.status));
  saveFile(await response.blob(), name);
}
