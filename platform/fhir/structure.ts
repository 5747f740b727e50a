// The structure tables of R4 in memory: every type's elements under the names that JSON uses, read once on first use.
import { structures } from './generated/structures.ts';
import { primitiveTypes, resourceTypes as resourceTypeText } from './generated/types.ts';
import { valueSets as valueSetText } from './generated/value-sets.ts';

export interface ElementShape {
  /** JSON property: `valueQuantity` for the choice element `value[x]`. */
  property: string;
  /** FHIRPath name: `value`. */
  name: string;
  min: number;
  max: number;
  type: string;
  primitive: boolean;
  /** Types that a Reference may point to; all where absent. */
  targets?: ReadonlySet<string>;
  /** Codes of a required binding. */
  codes?: ReadonlySet<string>;
  valueSet?: string;
  summary: boolean;
  /** Number of the choice group inside the type, for `only one of value[x]`. */
  choice?: number;
}
export interface TypeShape {
  name: string;
  elements: ReadonlyMap<string, ElementShape>;
  /** Elements that must be there; the properties any of which will do. */
  required: { name: string; properties: string[] }[];
}

const linesOf = (text: string) => text.trim().split('\n');
export const resourceTypes: ReadonlySet<string> = new Set(linesOf(resourceTypeText));
const primitives: ReadonlySet<string> = new Set(linesOf(primitiveTypes));
export const isResourceType = (name: unknown): name is string => typeof name === 'string' && resourceTypes.has(name);

let codeSets: { url: string; codes: ReadonlySet<string> }[] | undefined;
function codeSet(number: number): { url: string; codes: ReadonlySet<string> } {
  codeSets ??= linesOf(valueSetText).map((line) => {
    const [url, ...codes] = line.split(' ');
    return { url: url!, codes: new Set(codes) };
  });
  return codeSets[number]!;
}

/** `Reference(Patient,Group)|string` into its alternatives, keeping the commas inside brackets. */
function alternatives(text: string): { type: string; targets?: ReadonlySet<string> }[] {
  return text.split('|').map((part) => {
    const bracket = part.indexOf('(');
    if (bracket < 0) return { type: part.startsWith('#') ? part.slice(1) : part };
    return { type: part.slice(0, bracket), targets: new Set(part.slice(bracket + 1, -1).split(',')) };
  });
}

function shapeOf(name: string, lines: readonly string[]): TypeShape {
  const elements = new Map<string, ElementShape>();
  const required: TypeShape['required'] = [];
  let choices = 0;
  for (const line of lines) {
    const [label, cardinality, types, ...flags] = line.split(' ');
    const [low, high] = cardinality!.split('..');
    const binding = flags.find((flag) => flag.startsWith('@'));
    const set = binding === undefined ? undefined : codeSet(Number(binding.slice(1)));
    const choice = label!.endsWith('[x]');
    const elementName = choice ? label!.slice(0, -3) : label!;
    if (choice) choices++;
    const properties: string[] = [];
    for (const { type, targets } of alternatives(types!)) {
      const property = choice ? elementName + type[0]!.toUpperCase() + type.slice(1) : elementName;
      properties.push(property);
      elements.set(property, {
        property,
        name: elementName,
        min: Number(low),
        max: high === '*' ? Number.POSITIVE_INFINITY : Number(high),
        type,
        primitive: primitives.has(type),
        targets,
        codes: set?.codes,
        valueSet: set?.url,
        summary: flags.includes('s'),
        choice: choice ? choices : undefined,
      });
    }
    if (Number(low) > 0) required.push({ name: elementName, properties });
  }
  return { name, elements, required };
}

let sections: Map<string, string[]> | undefined;
const shapes = new Map<string, TypeShape>();

/** The shape of a resource, data type or nested element such as `Observation.component`. */
export function typeShape(name: string): TypeShape | undefined {
  const known = shapes.get(name);
  if (known) return known;
  if (!sections) {
    sections = new Map();
    let lines: string[] = [];
    for (const line of linesOf(structures)) {
      if (line.startsWith('# ')) sections.set(line.slice(2), (lines = []));
      else lines.push(line);
    }
  }
  const lines = sections.get(name);
  if (!lines) return undefined;
  const shape = shapeOf(name, lines);
  shapes.set(name, shape);
  return shape;
}
