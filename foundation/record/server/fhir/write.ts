// Answers create, update and delete, also conditional ones.
import { allOk } from '#platform/fhir/outcome.ts';
import { Refusal } from '../refusal.ts';
import { readingView } from '../use-cases/read-resource.ts';
import { writeResources } from '../use-cases/write-resources.ts';
import type { Written } from '../use-cases/write-resources.ts';
import type { Operation } from '../use-cases/write-plan.ts';
import { shownText } from './bundle-text.ts';
import { versionHeaders } from './call.ts';
import type { Call } from './call.ts';
import { checkResource } from '../use-cases/check-resource.ts';
import { provenanceOf } from './provenance-header.ts';
import { etag, fhirJson, jsonBody, patchBody, wantedReturn } from './request.ts';
import type { FhirReply } from './request.ts';

function writtenReply(call: Call, written: Written): FhirReply {
  const { services, asking, request } = call;
  const { type, id, version, outcome: done, updatedAt } = written;
  if (done === 'deleted' || done === 'absent') {
    return { status: 204, headers: done === 'deleted' ? { etag: etag(version) } : {}, body: '' };
  }
  const headers = {
    'content-type': fhirJson,
    ...versionHeaders(version, updatedAt),
    location: `${asking.base}/${type}/${id}/_history/${version}`,
  };
  const wanted = wantedReturn(request);
  const status = done === 'created' ? 201 : 200;
  if (wanted === 'minimal') return { status, headers, body: '' };
  const body =
    wanted === 'OperationOutcome'
      ? JSON.stringify(allOk(`${type}/${id} ${done}`))
      : shownText(services, readingView(services, asking), written.content);
  return { status, headers, body };
}

export async function write(call: Call, operation: Operation): Promise<FhirReply> {
  const { services, asking, request } = call;
  if (operation.method === 'PATCH') operation.patch = patchBody(request);
  else if (operation.method !== 'DELETE') {
    const resource = jsonBody(request);
    const issues = checkResource(resource, operation.type);
    if (issues.length > 0) throw new Refusal('invalid', issues);
    if (operation.method === 'PUT' && operation.id !== undefined && resource.id !== operation.id) {
      throw new Refusal('invalid', 'The id of the resource is not that of the address.', {
        code: 'value',
        expression: `${operation.type}.id`,
      });
    }
    operation.resource = resource;
  }
  if (operation.method !== 'DELETE') operation.provenance = provenanceOf(request);
  const [written] = await writeResources(services, asking, [operation]);
  return writtenReply(call, written!);
}
