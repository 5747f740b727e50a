// Reads the search parameters of AuditEvent into a search of the audit trail.
import { dateInterval, datePrefixes } from '#platform/fhir/dates.ts';
import { isFhirId, localReference } from '#platform/fhir/reference.ts';
import { actionCodes, accountSystem, outcomeCodes } from './audit-event.ts';

export interface EventQuery {
  id?: string;
  /** Id of a Patient on /fhir. */
  patient?: string;
  account?: string;
  actions?: string[];
  outcome?: string;
  object?: string;
  from?: string;
  to?: string;
  count: number;
  cursor?: string;
}
export const eventParameters = [
  { name: '_id', type: 'token' },
  { name: 'patient', type: 'reference' },
  { name: 'date', type: 'date' },
  { name: 'agent', type: 'token' },
  { name: 'action', type: 'token' },
  { name: 'outcome', type: 'token' },
  { name: 'entity', type: 'reference' },
] as const;

const usualCount = 50;
const mostCount = 200;
const bareToken = (text: string): string => text.slice(text.lastIndexOf('|') + 1);

function narrow(query: EventQuery, from: number | undefined, to: number | undefined): void {
  const at = (value: number) => new Date(value).toISOString();
  if (from !== undefined && (query.from === undefined || at(from) > query.from)) query.from = at(from);
  if (to !== undefined && (query.to === undefined || at(to) < query.to)) query.to = at(to);
}

function readDate(query: EventQuery, text: string): string | undefined {
  const prefix = datePrefixes.find((one) => text.startsWith(one)) ?? 'eq';
  const interval = dateInterval(text.replace(/^[a-z]+/, ''));
  if (!interval || prefix === 'ne') return 'date must be a date, with eq, ge, gt, le, lt, sa or eb before it.';
  const { from, to } = interval;
  if (prefix === 'eq' || prefix === 'ap') narrow(query, from, to);
  else if (prefix === 'ge') narrow(query, from, undefined);
  else if (prefix === 'gt' || prefix === 'sa') narrow(query, to, undefined);
  else if (prefix === 'le') narrow(query, undefined, to);
  else narrow(query, undefined, from);
  return undefined;
}

function readParameter(query: EventQuery, name: string, text: string): string | undefined {
  const code = bareToken(text);
  switch (name) {
    case '_id':
      query.id = text;
      return undefined;
    case 'patient':
    case 'patient:Patient': {
      const id = localReference(text)?.type === 'Patient' ? localReference(text)!.id : text;
      if (!isFhirId(id)) return 'patient must be Patient/<id>.';
      query.patient = id;
      return undefined;
    }
    case 'date':
      return readDate(query, text);
    case 'agent':
    case 'agent:identifier':
      query.account = text.startsWith(`${accountSystem}|`) ? text.slice(accountSystem.length + 1) : text;
      return undefined;
    case 'action':
      query.actions = Object.keys(actionCodes).filter((one) => code.split(',').includes(actionCodes[one]!));
      return query.actions.length > 0 ? undefined : 'action must be C, R, U, D or E.';
    case 'outcome':
      query.outcome = Object.keys(outcomeCodes).find((one) => outcomeCodes[one] === code);
      return query.outcome === undefined ? 'outcome must be 0, 4 or 8.' : undefined;
    case 'entity':
      if (!localReference(text)) return 'entity must be a reference such as Observation/<id>.';
      if (localReference(text)!.type === 'Patient') query.patient = localReference(text)!.id;
      else query.object = text;
      return undefined;
    case '_count':
      if (!/^\d{1,6}$/.test(text)) return '_count must be a number.';
      query.count = Math.min(mostCount, Math.max(1, Number(text)));
      return undefined;
    case '_cursor':
      query.cursor = text;
      return undefined;
    case '_format':
    case '_pretty':
    case '_sort':
      return name === '_sort' && text !== '-date' ? 'Events come newest first (-date).' : undefined;
    default:
      return `${name} is not supported for AuditEvent.`;
  }
}

/** The search, or what is wrong with a parameter. */
export function readEventQuery(pairs: readonly (readonly [string, string])[]): EventQuery | { fault: string } {
  const query: EventQuery = { count: usualCount };
  for (const [name, text] of pairs) {
    const fault = readParameter(query, name, text);
    if (fault !== undefined) return { fault };
  }
  // Without one of these the whole trail would be read.
  if (query.object && !query.patient && !query.account && !query.from && !query.id)
    return { fault: 'entity needs patient, agent or date beside it.' };
  return query;
}
