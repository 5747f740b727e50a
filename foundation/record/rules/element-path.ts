// Compiles the search expressions of R4 into plain property access over the structure tables; no FHIRPath at run time.
import { referenceType } from '#platform/fhir/reference.ts';
import { typeShape } from '#platform/fhir/structure.ts';

type Visit = (value: unknown, type: string) => void;
export type Walk = (resource: object, visit: Visit) => void;

/** One step of a path: hands what it finds to the rest of the path, at whose end stands the visit. */
type Rest = (value: unknown, type: string, visit: Visit) => void;
type Step = (rest: Rest) => Rest;
type Json = Record<string, unknown>;

/** Splits at a sign outside brackets. */
function splitOutside(text: string, sign: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    else if (text[at] === sign && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts.map((part) => part.trim());
}

function unwrap(text: string): string {
  let bare = text.trim();
  while (bare.startsWith('(') && splitOutside(bare, '.').length === 1 && bare.endsWith(')'))
    bare = bare.slice(1, -1).trim();
  return bare;
}

interface Compiled {
  step: Step;
  types: Set<string>;
}

function elementStep(from: ReadonlySet<string>, name: string): Compiled {
  const byType = new Map<string, { property: string; type: string; many: boolean }[]>();
  const types = new Set<string>();
  for (const type of from) {
    const elements = [...typeShape(type)!.elements.values()].filter((element) => element.name === name);
    byType.set(
      type,
      elements.map(({ property, type: to, max }) => ({ property, type: to, many: max > 1 })),
    );
    elements.forEach((element) => types.add(element.type));
  }
  if (types.size === 0) throw new Error(`no element ${name} in ${[...from].join(', ')}`);
  const only = from.size === 1 ? [...byType.values()][0] : undefined;
  const step: Step = (rest) => (value, type, visit) => {
    for (const element of only ?? byType.get(type)!) {
      const content = (value as Json)[element.property];
      if (content === undefined || content === null) continue;
      if (element.many) for (const one of content as unknown[]) rest(one, element.type, visit);
      else rest(content, element.type, visit);
    }
  };
  return { step, types };
}

function compileStep(from: ReadonlySet<string>, text: string): Compiled {
  const same = new Set(from);
  const target = /^where\(resolve\(\) is (\w+)\)$/.exec(text)?.[1];
  if (target) {
    return {
      types: same,
      step: (rest) => (value, type, visit) => {
        const { reference } = value as { reference?: string };
        if (typeof reference === 'string' && referenceType(reference) === target) rest(value, type, visit);
      },
    };
  }
  const cast = /^(?:ofType|as)\((\w+)\)$/.exec(text)?.[1];
  if (cast) {
    return {
      types: new Set([cast]),
      step: (rest) => (value, type, visit) => {
        if (type === cast) rest(value, type, visit);
      },
    };
  }
  const system = /^where\(system\s*=\s*'(\w+)'\)$/.exec(text)?.[1];
  if (system) {
    return {
      types: same,
      step: (rest) => (value, type, visit) => {
        if ((value as Json).system === system) rest(value, type, visit);
      },
    };
  }
  return elementStep(from, text);
}

function compileBranch(root: string, text: string): Walk {
  let bare = unwrap(text);
  const cast = /^(.*) as (\w+)$/.exec(bare);
  if (cast) bare = `${unwrap(cast[1]!)}.ofType(${cast[2]})`;
  const [head, ...names] = splitOutside(bare, '.');
  const steps: Step[] = [];
  let types: ReadonlySet<string> = new Set([root]);
  const pieces = unwrap(head!) === head ? names : [...splitOutside(unwrap(head!), '.').slice(1), ...names];
  for (const name of pieces) {
    const compiled = compileStep(types, name);
    types = compiled.types;
    steps.push(compiled.step);
  }
  const run = steps.reduceRight<Rest>(
    (rest, step) => step(rest),
    (value, type, visit) => visit(value, type),
  );
  return (resource, visit) => run(resource, root, visit);
}

/** Throws on expressions outside the subset; the parameter table names only such as are inside, a test compiles all. */
export function compileExpression(type: string, expression: string): Walk {
  const branches = splitOutside(expression, '|').map((branch) => compileBranch(type, branch));
  if (branches.length === 1) return branches[0]!;
  return (resource, visit) => {
    for (const branch of branches) branch(resource, visit);
  };
}
