// Checks a resource against R4: structure, cardinality, types, references and required bindings, with FHIRPath of each fault.
import type { IssueCode, OutcomeIssue, Severity } from './outcome.ts';
import { primitiveChecks } from './primitives.ts';
import { isResourceType, typeShape } from './structure.ts';
import type { ElementShape, TypeShape } from './structure.ts';
import { referenceType } from './reference.ts';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deeper nesting than any real resource has; guards the stack. */
const deepest = 60;
const mostIssues = 100;
const codedTypes = new Set(['Coding', 'CodeableConcept', 'Quantity']);

/** Paths are built only when something is wrong: each level knows its parent. */
interface Place {
  above?: Place;
  name: string;
  index?: number;
  depth: number;
}
function pathOf(place: Place): string {
  const own = place.index === undefined ? place.name : `${place.name}[${place.index}]`;
  return place.above ? `${pathOf(place.above)}.${own}` : own;
}

class Findings {
  readonly issues: OutcomeIssue[] = [];
  add(severity: Severity, code: IssueCode, place: Place, name: string | undefined, diagnostics: string): void {
    if (this.issues.length >= mostIssues) return;
    const path = name === undefined ? pathOf(place) : `${pathOf(place)}.${name}`;
    this.issues.push({ severity, code, diagnostics, expression: [path] });
  }
}

function checkPrimitive(element: ElementShape, value: unknown, place: Place, found: Findings): void {
  if (!primitiveChecks[element.type]!(value)) {
    found.add('error', 'value', place, undefined, `Not a valid ${element.type}.`);
  } else if (element.codes && !element.codes.has(value as string)) {
    found.add('error', 'code-invalid', place, undefined, `Not a code of ${element.valueSet}.`);
  }
}

function checkReference(element: ElementShape, value: Json, place: Place, found: Findings, root: Json): void {
  const { reference } = value;
  if (typeof reference !== 'string') return;
  if (reference.startsWith('#')) {
    const contained = Array.isArray(root.contained) ? (root.contained as Json[]) : [];
    if (reference.length > 1 && !contained.some((one) => isObject(one) && one.id === reference.slice(1))) {
      found.add('error', 'invalid', place, 'reference', 'The contained resource does not exist.');
    }
    return;
  }
  const type = referenceType(reference);
  if (type && element.targets && !element.targets.has(type)) {
    found.add('error', 'value', place, 'reference', `May point to ${[...element.targets].join(', ')}.`);
  }
}

function checkCoded(element: ElementShape, value: Json, place: Place, found: Findings): void {
  const codings = element.type === 'CodeableConcept' ? value.coding : [value];
  if (!Array.isArray(codings)) return;
  const codes = codings.filter((one) => isObject(one) && typeof one.code === 'string');
  if (codes.length > 0 && !codes.some((one) => element.codes!.has((one as Json).code as string))) {
    const name = element.type === 'CodeableConcept' ? `coding[0].code` : 'code';
    found.add('error', 'code-invalid', place, name, `Not a code of ${element.valueSet}.`);
  }
}

function checkOne(element: ElementShape, value: unknown, place: Place, found: Findings, root: Json): void {
  if (element.primitive) return checkPrimitive(element, value, place, found);
  if (!isObject(value)) {
    return found.add('error', 'structure', place, undefined, `Must be an object of type ${element.type}.`);
  }
  if (place.depth > deepest) return found.add('error', 'too-costly', place, undefined, 'Nested too deeply.');
  if (element.type === 'Resource')
    return checkResource(value, place, found, element.name === 'contained' ? root : value);
  checkObject(typeShape(element.type)!, value, place, found, root);
  if (element.type === 'Reference') checkReference(element, value, place, found, root);
  else if (element.codes && codedTypes.has(element.type)) checkCoded(element, value, place, found);
}

/** `_birthDate`: id and extensions of a primitive, beside or instead of its value. */
function checkShadow(element: ElementShape, value: unknown, place: Place, found: Findings, root: Json): void {
  const list = element.max > 1 ? value : [value];
  if (!Array.isArray(list)) return found.add('error', 'structure', place, element.name, 'Must be a list.');
  list.forEach((one, index) => {
    if (one === null && element.max > 1) return;
    const at = { above: place, name: element.name, index: element.max > 1 ? index : undefined, depth: place.depth + 1 };
    if (isObject(one)) checkObject(typeShape('Element')!, one, at, found, root);
    else found.add('error', 'structure', at, undefined, 'Must be an object with id or extension.');
  });
}

function checkList(
  element: ElementShape,
  value: unknown,
  place: Place,
  found: Findings,
  root: Json,
  owner: Json,
): void {
  const { name } = element;
  if (!Array.isArray(value)) return found.add('error', 'structure', place, name, 'Must be a list.');
  if (value.length === 0) return found.add('error', 'structure', place, name, 'A list must not be empty.');
  if (value.length > element.max) found.add('error', 'structure', place, name, `At most ${element.max} allowed.`);
  for (let index = 0; index < value.length; index++) {
    const one = value[index] as unknown;
    const at = { above: place, name, index, depth: place.depth + 1 };
    if (one === null && element.primitive) {
      const shadow = owner[`_${element.property}`];
      if (!Array.isArray(shadow) || !isObject(shadow[index])) {
        found.add('error', 'structure', at, undefined, 'Must have a value or an extension.');
      }
    } else checkOne(element, one, at, found, root);
  }
}

function checkObject(shape: TypeShape, value: Json, place: Place, found: Findings, root: Json): void {
  let count = 0;
  let choices: (string | undefined)[] | undefined;
  for (const key in value) {
    const content = value[key];
    count++;
    let element = shape.elements.get(key);
    if (element === undefined) {
      if (key === 'resourceType' && isResourceType(shape.name)) continue;
      element = key.startsWith('_') ? shape.elements.get(key.slice(1)) : undefined;
      if (element?.primitive) checkShadow(element, content, place, found, root);
      else found.add('error', 'structure', place, key, 'Unknown property.');
      continue;
    }
    if (element.choice !== undefined) {
      choices ??= [];
      if (choices[element.choice] !== undefined) {
        found.add('error', 'structure', place, element.name, `Only one type of ${element.name}[x] is allowed.`);
      }
      choices[element.choice] = key;
    }
    if (element.max > 1) checkList(element, content, place, found, root, value);
    else if (Array.isArray(content)) found.add('error', 'structure', place, element.name, 'Must not be a list.');
    else checkOne(element, content, { above: place, name: element.name, depth: place.depth + 1 }, found, root);
  }
  if (count === 0) found.add('error', 'structure', place, undefined, 'An object must not be empty.');
  for (const { name, properties } of shape.required) {
    const there = properties.some((property) => value[property] !== undefined || value[`_${property}`] !== undefined);
    if (!there) found.add('error', 'required', place, name, `${name} is required.`);
  }
}

/** Profiles are not enforced: naming one that is not R4's own base definition is said back as a warning. */
function warnProfiles(value: Json, place: Place, found: Findings): void {
  const profiles = isObject(value.meta) ? value.meta.profile : undefined;
  if (!Array.isArray(profiles)) return;
  profiles.forEach((profile, index) => {
    if (profile === `http://hl7.org/fhir/StructureDefinition/${value.resourceType as string}`) return;
    found.add('warning', 'not-supported', place, `meta.profile[${index}]`, 'Profile not known here; not checked.');
  });
}

function checkResource(value: Json, place: Place, found: Findings, root: Json): void {
  const type = value.resourceType;
  if (!isResourceType(type)) {
    return found.add('error', 'structure', place, 'resourceType', 'Not an R4 resource type.');
  }
  checkObject(typeShape(type)!, value, place, found, root);
  warnProfiles(value, place, found);
}

/** All findings, warnings included; empty for a valid resource. `at` is the path of the resource itself, e.g. inside a bundle. */
export function validate(resource: unknown, at?: string): OutcomeIssue[] {
  const found = new Findings();
  if (!isObject(resource)) {
    found.add(
      'error',
      'structure',
      { name: at ?? 'Resource', depth: 0 },
      undefined,
      'A resource must be a JSON object.',
    );
    return found.issues;
  }
  const name = at ?? (isResourceType(resource.resourceType) ? resource.resourceType : 'Resource');
  checkResource(resource, { name, depth: 0 }, found, resource);
  return found.issues;
}
