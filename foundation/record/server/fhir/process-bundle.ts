// Batch and transaction: the writes of a bundle go set-wise through one transaction, its reads follow.
import { allOk } from '#platform/fhir/outcome.ts';
import type { OutcomeIssue } from '#platform/fhir/outcome.ts';
import { isResourceType } from '#platform/fhir/structure.ts';
import { breather } from '#platform/kernel/workers/breathe.ts';
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { permissions } from '../store/visibility.ts';
import { checkResource } from '../use-cases/check-resource.ts';
import { writeResources } from '../use-cases/write-resources.ts';
import type { Written } from '../use-cases/write-resources.ts';
import type { Json, Operation } from '../use-cases/write-plan.ts';
import { etag, versionOf } from './request.ts';
import type { FhirReply } from './request.ts';

interface Entry {
  fullUrl?: string;
  resource?: Json;
  request?: { method?: string; url?: string; ifMatch?: string; ifNoneExist?: string };
}
/** Answers a GET of a bundle as if it stood alone. */
export type Read = (url: string) => Promise<FhirReply>;
type Answer = { written: Written } | { refusal: Refusal } | { reply: FhirReply };

/** A patch travels in a bundle as a Binary that holds the JSON Patch. */
function patchOf(resource: Json | undefined, at: string): unknown {
  const { resourceType, contentType, data } = resource ?? {};
  if (resourceType !== 'Binary' || contentType !== 'application/json-patch+json' || typeof data !== 'string') {
    throw new Refusal('invalid', 'A PATCH needs a Binary of application/json-patch+json.', {
      code: 'value',
      expression: `${at}.resource`,
    });
  }
  try {
    return JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as unknown;
  } catch {
    throw new Refusal('invalid', 'The patch is not JSON.', { code: 'structure', expression: `${at}.resource.data` });
  }
}

/** The bundle itself is not validated as a resource: its entries are looked at here. */
function refuseMisshapen(entry: Entry, at: string): void {
  const texts = { fullUrl: entry.fullUrl, ...(entry.request as object | undefined) } as Record<string, unknown>;
  for (const [name, value] of Object.entries(texts)) {
    if (value === undefined || typeof value === 'string') continue;
    const expression = name === 'fullUrl' ? `${at}.fullUrl` : `${at}.request.${name}`;
    throw new Refusal('invalid', `${name} must be a text.`, { code: 'structure', expression });
  }
  const { resource } = entry as { resource?: unknown };
  if (resource === undefined || (typeof resource === 'object' && resource !== null && !Array.isArray(resource))) return;
  throw new Refusal('invalid', 'A resource is a JSON object.', { code: 'structure', expression: `${at}.resource` });
}

function operationOf(entry: Entry, index: number): Operation | 'read' {
  const at = `Bundle.entry[${index}]`;
  refuseMisshapen(entry, at);
  const { method, url, ifMatch, ifNoneExist } = entry.request ?? {};
  if (!method || !url)
    throw new Refusal('invalid', 'An entry needs request.method and request.url.', {
      code: 'required',
      expression: `${at}.request`,
    });
  if (method === 'GET' || method === 'HEAD') return 'read';
  if (method !== 'POST' && method !== 'PUT' && method !== 'PATCH' && method !== 'DELETE') {
    throw new Refusal('unsupported', `${method} is not supported in bundles.`, {
      status: 400,
      expression: `${at}.request.method`,
    });
  }
  const [path, query] = url.split('?', 2) as [string, string | undefined];
  const [type, id, more] = path.replace(/^\//, '').split('/');
  if (!isResourceType(type) || more !== undefined || (method === 'POST' && id !== undefined)) {
    throw new Refusal('invalid', `${url} is no address of a resource.`, {
      code: 'value',
      expression: `${at}.request.url`,
    });
  }
  if (type === 'AuditEvent')
    throw new Refusal('unsupported', 'The audit trail is not written from outside.', {
      status: 405,
      expression: `${at}.request.method`,
    });
  if (method === 'POST' || method === 'PUT') {
    const issues = entry.resource
      ? checkResource(entry.resource, type, `${at}.resource`)
      : [
          {
            severity: 'error',
            code: 'required',
            diagnostics: 'The entry has no resource.',
            expression: [`${at}.resource`],
          } as OutcomeIssue,
        ];
    if (issues.length > 0) throw new Refusal('invalid', issues);
  }
  if (method === 'PUT' && id !== undefined && entry.resource!.id !== id) {
    throw new Refusal('invalid', 'The id of the resource is not that of the address.', {
      code: 'value',
      expression: `${at}.resource.id`,
    });
  }
  if (method !== 'POST' && id === undefined && !query) {
    throw new Refusal('invalid', `${method} needs an id or criteria.`, {
      code: 'value',
      expression: `${at}.request.url`,
    });
  }
  return {
    method,
    type,
    id,
    condition: method === 'POST' ? ifNoneExist || undefined : id === undefined ? query : undefined,
    ifMatch: versionOf(ifMatch),
    ...(method === 'PATCH' ? { patch: patchOf(entry.resource, at) } : { resource: entry.resource }),
    fullUrl: entry.fullUrl,
  };
}

type Prepared = Operation | 'read' | Refusal;

async function prepare(entries: readonly Entry[]): Promise<Map<number, Prepared>> {
  const breathe = breather();
  const prepared = new Map<number, Prepared>();
  for (const [index, entry] of entries.entries()) {
    try {
      prepared.set(index, operationOf(entry, index));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      prepared.set(index, error);
    }
    await breathe();
  }
  return prepared;
}

async function readEntry(entry: Entry, read: Read): Promise<Answer> {
  return { reply: await read(entry.request!.url!) };
}

/** An OperationOutcome names so many faults of a bundle at most. */
const mostIssues = 100;

async function runTransaction(
  services: RecordServices,
  asking: Asking,
  entries: readonly Entry[],
  read: Read,
): Promise<Answer[]> {
  const prepared = await prepare(entries);
  const refusals = [...prepared.values()].filter((one) => one instanceof Refusal);
  if (refusals.length > 0) {
    const issues = refusals.flatMap((refusal) => refusal.issues).slice(0, mostIssues);
    throw new Refusal(refusals[0]!.kind, issues, { status: refusals[0]!.status });
  }
  const writes = [...prepared].filter((pair): pair is [number, Operation] => pair[1] !== 'read');
  let written: Written[];
  try {
    written =
      writes.length === 0
        ? []
        : await writeResources(
            services,
            asking,
            writes.map(([, operation]) => operation),
          );
  } catch (error) {
    if (error instanceof Refusal && error.operation !== undefined) {
      const all = [error, ...error.also];
      const issues = all.flatMap((one) => {
        const at = `Bundle.entry[${writes[one.operation!]![0]}]`;
        return one.issues.map((issue) => ({ ...issue, expression: issue.expression ?? [at] }));
      });
      const refusal = new Refusal(error.kind, issues.slice(0, mostIssues), { status: error.status });
      refusal.persons.push(...all.flatMap((one) => one.persons));
      throw refusal;
    }
    throw error;
  }
  const answers = new Map<number, Answer>(writes.map(([index], at) => [index, { written: written[at]! }]));
  for (const [index, entry] of entries.entries())
    if (!answers.has(index)) answers.set(index, await readEntry(entry, read));
  for (const answer of answers.values()) {
    if ('reply' in answer && answer.reply.status >= 400)
      throw new Refusal('invalid', 'A read of the transaction failed.', { status: answer.reply.status });
  }
  return entries.map((_, index) => answers.get(index)!);
}

/** Entries stand for themselves: the set is written together, and again without those that are refused. */
async function runBatch(
  services: RecordServices,
  asking: Asking,
  entries: readonly Entry[],
  read: Read,
): Promise<Answer[]> {
  const answers = new Map<number, Answer>();
  let rest: [number, Operation][] = [];
  for (const [index, one] of await prepare(entries)) {
    if (one instanceof Refusal) answers.set(index, { refusal: one });
    else if (one !== 'read') rest.push([index, one]);
  }
  while (rest.length > 0) {
    try {
      const written = await writeResources(
        services,
        asking,
        rest.map(([, operation]) => operation),
      );
      rest.forEach(([index], at) => answers.set(index, { written: written[at]! }));
      rest = [];
    } catch (error) {
      if (!(error instanceof Refusal) || error.operation === undefined) throw error;
      const refused = new Map([error, ...error.also].map((one) => [one.operation!, one]));
      for (const [at, refusal] of refused) answers.set(rest[at]![0], { refusal });
      rest = rest.filter((_, at) => !refused.has(at));
    }
  }
  for (const [index, entry] of entries.entries())
    if (!answers.has(index)) answers.set(index, await readEntry(entry, read));
  return entries.map((_, index) => answers.get(index)!);
}

const statuses = {
  created: '201 Created',
  updated: '200 OK',
  matched: '200 OK',
  deleted: '204 No Content',
  absent: '204 No Content',
} as const;

function writtenText(base: string, written: Written, resource: string | undefined): string {
  const { outcome, type, id, version, updatedAt } = written;
  const response: Json = { status: statuses[outcome] };
  if (outcome !== 'absent') response.etag = etag(version);
  if (outcome !== 'deleted' && outcome !== 'absent') {
    response.location = `${base}/${type}/${id}/_history/${version}`;
    response.lastModified = updatedAt.toISOString();
  }
  return `{${resource ? `"resource":${resource},` : ''}"response":${JSON.stringify(response)}}`;
}

function replyText(reply: FhirReply): string {
  const response = { status: String(reply.status), etag: reply.headers.etag, location: reply.headers.location };
  if (reply.status >= 400)
    return `{"response":${JSON.stringify({ ...response, outcome: JSON.parse(reply.body) as Json })}}`;
  return `{${reply.body ? `"resource":${reply.body},` : ''}"response":${JSON.stringify(response)}}`;
}

/** Texts of the response entries, in the order of the request. */
export async function processBundle(
  services: RecordServices,
  asking: Asking,
  bundle: Json,
  options: { read: Read; show?: (content: string) => string; outcomes?: boolean },
): Promise<{ type: 'batch-response' | 'transaction-response'; entries: string[] }> {
  const { type, entry } = bundle;
  if (bundle.resourceType !== 'Bundle' || (type !== 'batch' && type !== 'transaction')) {
    throw new Refusal('invalid', 'Post a Bundle of type batch or transaction.', {
      code: 'value',
      expression: 'Bundle.type',
    });
  }
  const entries = (entry ?? []) as Entry[];
  if (!Array.isArray(entries) || entries.some((one) => typeof one !== 'object' || one === null || Array.isArray(one))) {
    throw new Refusal('invalid', 'Bundle.entry must be a list of entries.', {
      code: 'structure',
      expression: 'Bundle.entry',
    });
  }
  const run = type === 'batch' ? runBatch : runTransaction;
  const answers = await run(services, asking, entries, options.read);
  const refused = answers.flatMap((answer) =>
    'refusal' in answer && answer.refusal.kind === 'forbidden' ? [answer.refusal] : [],
  );
  if (refused.length > 0) {
    await services.kernel.audit.recordRead(asking.actor, {
      action: 'execute',
      permission: permissions.write,
      outcome: 'refused',
      persons: refused.flatMap((refusal) => refusal.persons),
      detail: { entries: refused.length },
    });
  }
  const texts = answers.map((answer) => {
    if ('reply' in answer) return replyText(answer.reply);
    if ('refusal' in answer) {
      return `{"response":${JSON.stringify({ status: String(answer.refusal.status), outcome: answer.refusal.outcome })}}`;
    }
    const { written } = answer;
    const resource = options.outcomes
      ? JSON.stringify(allOk(written.outcome))
      : written.content && options.show
        ? options.show(written.content)
        : undefined;
    return writtenText(asking.base, written, resource);
  });
  return { type: `${type}-response`, entries: texts };
}
