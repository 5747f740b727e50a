// Reads a CapabilityStatement for people: what holds for the whole server, and which types fit a text.

export interface ServedType {
  type: string;
  interaction: { code: string }[];
  searchParam?: { name: string; type: string }[];
  operation?: { name: string }[];
}
export interface CapabilityStatement {
  fhirVersion: string;
  date: string;
  format: string[];
  patchFormat?: string[];
  rest: { resource: ServedType[]; interaction?: { code: string }[]; operation?: { name: string }[] }[];
}

/** By type, search parameter or operation, whatever the case. */
export function fits(served: ServedType, text: string): boolean {
  const wanted = text.trim().toLowerCase().replace(/^\$/, '');
  const names = [
    served.type,
    ...(served.searchParam ?? []).map(({ name }) => name),
    ...(served.operation ?? []).map(({ name }) => name),
  ];
  return names.some((name) => name.toLowerCase().includes(wanted));
}

export function wholeServer({ fhirVersion, date, format, patchFormat, rest }: CapabilityStatement) {
  const [server] = rest;
  return [
    { key: 'version', value: fhirVersion },
    { key: 'formats', value: [...format, ...(patchFormat ?? [])].join(', ') },
    { key: 'bundles', value: (server?.interaction ?? []).map(({ code }) => code).join(', ') },
    { key: 'everywhere', value: (server?.operation ?? []).map(({ name }) => `$${name}`).join(', ') },
    { key: 'changedOn', value: date },
  ] as const;
}
