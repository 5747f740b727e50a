// Applies a JSON Patch (RFC 6902) to a resource, all of it or nothing.
import { applyPatch, type Operation } from 'rfc6902';

const verbs = ['add', 'remove', 'replace', 'move', 'copy', 'test'] as const;
/** `copy` can double a resource at each step: the result is measured after each one. */
const largestResult = 4 * 1024 * 1024;
const mostSteps = 2_000;
const unsafe = /(?:^|\/)(?:__proto__|prototype|constructor)(?:\/|$)/;

export type Patched =
  | { ok: true; resource: Record<string, unknown> }
  /** `step` is the place in the patch. `malformed`: it is no patch; else it is one that does not fit this resource. */
  | { ok: false; step?: number; malformed: boolean; text: string };

const malformed = (text: string, step?: number): Patched => ({
  ok: false,
  malformed: true,
  text,
  ...(step === undefined ? {} : { step }),
});

function faultOf(step: unknown): string | undefined {
  if (typeof step !== 'object' || step === null) return 'A step is an object.';
  const { op, path, from } = step as Record<string, unknown>;
  if (!verbs.includes(op as 'add')) return `op is one of ${verbs.join(', ')}.`;
  for (const pointer of op === 'move' || op === 'copy' ? [path, from] : [path]) {
    if (typeof pointer !== 'string' || (pointer !== '' && !pointer.startsWith('/')))
      return 'path and from are JSON pointers.';
    if (unsafe.test(pointer)) return 'The path names nothing in a resource.';
  }
  if ((op === 'add' || op === 'replace' || op === 'test') && !('value' in step)) return `${op} needs a value.`;
  if (op === 'move' && `${path as string}/`.startsWith(`${from as string}/`) && path !== from)
    return 'Nothing moves into itself.';
  return undefined;
}

/** The patched copy; the given resource stays as it is. */
export function applyJsonPatch(resource: object, patch: unknown): Patched {
  if (!Array.isArray(patch)) return malformed('A JSON Patch is a list of steps.');
  if (patch.length > mostSteps) return malformed(`A JSON Patch has ${mostSteps} steps at most.`);
  const target = structuredClone(resource) as Record<string, unknown>;
  for (const [at, step] of (patch as Operation[]).entries()) {
    const fault = faultOf(step);
    if (fault) return malformed(fault, at);
    if (step.path === '' || ('from' in step && step.from === ''))
      return malformed('The resource as a whole is replaced by PUT.', at);
    const [error] = applyPatch(target, [step]);
    if (error)
      return {
        ok: false,
        step: at,
        malformed: false,
        text: `${step.op} ${step.path}: ${error.name === 'TestError' ? 'the value differs' : 'there is no such place'}.`,
      };
    if (step.op === 'copy' && JSON.stringify(target).length > largestResult)
      return malformed('The result is too large.', at);
  }
  return { ok: true, resource: target };
}
