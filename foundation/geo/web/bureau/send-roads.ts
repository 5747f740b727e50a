// Sends a road file as it is and tells how much has left; the server's words come back where it is refused.
import { ApiFailure, failureOf } from '#platform/ui/api/failure.ts';
import { geoRoutes, type LoadRoadsQuery } from '../../contract.ts';

export function sendRoads(
  file: File,
  words: LoadRoadsQuery,
  signal: AbortSignal,
  onSent: (share: number) => void,
): Promise<void> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${geoRoutes.loadRoads.path}?${new URLSearchParams({ ...words }).toString()}`);
    request.setRequestHeader('x-tianmu-portal', 'bureau');
    request.setRequestHeader('accept', 'application/json, application/problem+json');
    request.setRequestHeader('accept-language', document.documentElement.lang || 'zh-CN');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => onSent(event.total > 0 ? event.loaded / event.total : 0));
    request.addEventListener('load', () => {
      if (request.status === 202) return done();
      let body: unknown;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        // A gateway's page: the status says enough.
      }
      failed(failureOf(request.status, body));
    });
    request.addEventListener('error', () => failed(new ApiFailure('offline', 0)));
    request.addEventListener('abort', () => failed(new DOMException('stopped', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
