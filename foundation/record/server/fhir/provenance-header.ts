// The header X-Provenance (http://hl7.org/fhir/R4/provenance.html#header): who stands behind a write, as a Provenance without target.
import { Refusal } from '../refusal.ts';
import { checkResource } from '../use-cases/check-resource.ts';
import type { Json } from '../use-cases/write-plan.ts';
import { header, parsedText } from './request.ts';
import type { FhirRequest } from './request.ts';

/** Header bytes arrive one by one as characters; clients mean UTF-8. */
function asUtf8(text: string): string {
  const decoded = Buffer.from(text, 'latin1').toString('utf8');
  return decoded.includes('\uFFFD') ? text : decoded;
}

/** The Provenance that the header holds; undefined without one. 400 where it is none, or names a target itself. */
export function provenanceOf(request: FhirRequest): Json | undefined {
  const text = header(request, 'x-provenance');
  if (text === undefined) return undefined;
  const provenance = parsedText(asUtf8(text), 'X-Provenance');
  if (typeof provenance !== 'object' || provenance === null || Array.isArray(provenance))
    throw new Refusal('invalid', 'X-Provenance must be a JSON object.', { code: 'structure' });
  const { id: _, ...given } = provenance as Json;
  if (given.target !== undefined)
    throw new Refusal('invalid', 'X-Provenance has no target: it is the version that is written.', {
      code: 'value',
      expression: 'Provenance.target',
    });
  const issues = checkResource({ ...given, target: [{ display: 'written' }] }, 'Provenance');
  if (issues.length > 0) throw new Refusal('invalid', issues);
  return given;
}
