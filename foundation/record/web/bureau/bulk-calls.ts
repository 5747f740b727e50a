// The few calls of the bulk interface that are not plain JSON: begin an export, send a file with progress, take a job away.
import { isUuid } from '#platform/contract.ts';
import { ApiFailure } from '#platform/ui/api/failure.ts';

const portal = 'bureau';
const headers = { 'x-tianmu-portal': portal, accept: 'application/fhir+json' };

const kinds: Record<number, ApiFailure['kind']> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  429: 'too-many',
  503: 'busy',
};
const failureOf = (status: number): ApiFailure =>
  new ApiFailure(status === 0 ? 'offline' : (kinds[status] ?? 'fault'), status);

async function ask(address: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(address, { ...init, headers: { ...headers, ...init.headers } }).catch(() => undefined);
  if (!answer?.ok) throw failureOf(answer?.status ?? 0);
  return answer;
}

/** `since` is a day; its first moment in the county counts. */
export async function beginExport(types: readonly string[], since: string): Promise<void> {
  const query = new URLSearchParams();
  if (types.length > 0) query.set('_type', types.join(','));
  if (since) query.set('_since', `${since}T00:00:00+08:00`);
  await ask(`/fhir/$export?${query.toString()}`, { headers: { prefer: 'respond-async' } });
}

export async function removeJob(jobId: string): Promise<void> {
  await ask(`/fhir/bulk-data/${jobId}`, { method: 'DELETE' });
}

export const fileAddress = (jobId: string, position: number): string =>
  `/fhir/bulk-data/${isUuid(jobId) ? jobId : ''}/files/${position}?portal=${portal}`;

/** Sends the file as it is; `onSent` hears the part that has left, from 0 to 1. */
export function sendFile(file: File, signal: AbortSignal, onSent: (share: number) => void): Promise<void> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/fhir/$import');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/fhir+ndjson');
    request.upload.addEventListener('progress', (event) => onSent(event.total > 0 ? event.loaded / event.total : 0));
    request.addEventListener('load', () => (request.status === 202 ? done() : failed(failureOf(request.status))));
    request.addEventListener('error', () => failed(failureOf(0)));
    request.addEventListener('abort', () => failed(new DOMException('stopped', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
