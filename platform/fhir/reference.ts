// References between resources: `Type/id`, with or without version and server address.
import { remembered } from './remember.ts';
import { isResourceType } from './structure.ts';

export interface LocalReference {
  readonly type: string;
  readonly id: string;
}

const idPattern = /^[A-Za-z0-9\-.]{1,64}$/;
export const isFhirId = (text: string): boolean => idPattern.test(text);

/** `Observation/123`, also with `/_history/2`; undefined for anything else (urn:, #contained, conditional, foreign). */
export const localReference = remembered(readReference);

function readReference(text: string): LocalReference | undefined {
  const slash = text.indexOf('/');
  if (slash < 1) return undefined;
  const type = text.slice(0, slash);
  if (!isResourceType(type)) return undefined;
  const history = text.indexOf('/_history/', slash + 1);
  const id = text.slice(slash + 1, history < 0 ? undefined : history);
  return isFhirId(id) ? { type, id } : undefined;
}

/** `Practitioner?identifier=...`: type and query of a conditional reference. */
export function conditionalReference(text: string): { type: string; query: string } | undefined {
  const mark = text.indexOf('?');
  if (mark < 1) return undefined;
  const type = text.slice(0, mark);
  return isResourceType(type) ? { type, query: text.slice(mark + 1) } : undefined;
}

/** The type that a literal reference names, also inside a foreign server's address; undefined for urn: and the like. */
export function referenceType(text: string): string | undefined {
  const local = localReference(text);
  if (local) return local.type;
  if (/^https?:\/\//.test(text)) {
    const parts = text.replace(/\/_history\/.*$/, '').split('/');
    const type = parts.at(-2);
    return isResourceType(type) && isFhirId(parts.at(-1)!) ? type : undefined;
  }
  return conditionalReference(text)?.type;
}
