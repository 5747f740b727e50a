// Fetches a sheet with the portal's session and hands it to the browser as a file.
export async function download(portal: string, address: string, name: string): Promise<void> {
  const response = await fetch(address, { headers: { 'x-tianmu-portal': portal } });
  if (!response.ok) throw new Error(String(response.status));
  const made = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = made;
  link.download = name;
  link.click();
  URL.revokeObjectURL(made);
}
