// Seeded faults for tests: breaks one thing in a valid resource and says at which path.
import { isResourceType, typeShape } from './structure.ts';
import type { ElementShape } from './structure.ts';

type Json = Record<string, unknown>;
export const mutationKinds = ['wrong type', 'missing', 'bad code', 'unknown', 'cardinality', 'bad date'] as const;
export type MutationKind = (typeof mutationKinds)[number];
export interface Mutation {
  kind: MutationKind;
  resource: Json;
  path: string;
}

interface Spot {
  owner: Json;
  element: ElementShape;
  /** Path of the owner. */
  path: string;
}

function spotsOf(value: Json, typeName: string, path: string, into: Spot[]): void {
  const type = typeName === 'Resource' ? (value.resourceType as string) : typeName;
  const shape = typeShape(type)!;
  for (const [key, content] of Object.entries(value)) {
    const element = shape.elements.get(key);
    if (!element || key === 'text') continue;
    into.push({ owner: value, element, path });
    if (element.primitive) continue;
    const many = Array.isArray(content);
    (many ? content : [content]).forEach((one: Json, index: number) =>
      spotsOf(one, element.type, `${path}.${element.name}${many ? `[${index}]` : ''}`, into),
    );
  }
}

const dateTypes = new Set(['date', 'dateTime', 'instant']);
const badDates = ['2024-02-30', '2024-13-01', '24-1-1', '2024-01-01T25:00:00Z', 'yesterday'];

const faultsOf: Record<MutationKind, (spot: Spot, pick: (length: number) => number) => string | undefined> = {
  'wrong type'({ owner, element, path }) {
    const wrong = element.primitive ? { odd: true } : 'odd';
    owner[element.property] = element.max > 1 ? [wrong] : wrong;
    return `${path}.${element.name}${element.max > 1 ? '[0]' : ''}`;
  },
  missing({ owner, element, path }) {
    if (element.min === 0) return undefined;
    delete owner[element.property];
    if (owner[`_${element.property}`] !== undefined) return undefined;
    return `${path}.${element.name}`;
  },
  'bad code'({ owner, element, path }) {
    if (!element.codes || !element.primitive) return undefined;
    owner[element.property] = element.max > 1 ? ['no-such-code'] : 'no-such-code';
    return `${path}.${element.name}${element.max > 1 ? '[0]' : ''}`;
  },
  unknown({ owner, path }) {
    owner.invented = 'x';
    return `${path}.invented`;
  },
  cardinality({ owner, element, path }) {
    const value = owner[element.property];
    owner[element.property] = element.max > 1 ? (value as unknown[])[0] : [value];
    return `${path}.${element.name}`;
  },
  'bad date'({ owner, element, path }, pick) {
    if (!dateTypes.has(element.type) || element.max > 1) return undefined;
    owner[element.property] = badDates[pick(badDates.length)];
    return `${path}.${element.name}`;
  },
};

/** One fault of the given kind at a place chosen by `random`, or undefined where the resource offers none. */
export function mutate(original: object, kind: MutationKind, random: () => number): Mutation | undefined {
  const resource = structuredClone(original) as Json;
  if (!isResourceType(resource.resourceType)) return undefined;
  const spots: Spot[] = [];
  spotsOf(resource, resource.resourceType, resource.resourceType, spots);
  const pick = (length: number) => Math.floor(random() * length);
  for (let attempt = 0; attempt < 20; attempt++) {
    const path = faultsOf[kind](spots[pick(spots.length)]!, pick);
    if (path) return { kind, resource, path };
  }
  return undefined;
}
