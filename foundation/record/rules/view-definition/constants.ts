// Reads the constants of a view: %name in its expressions.
import { Typed } from '#platform/fhir/path/values.ts';
import type { ViewDefinition, ViewFault } from './view.ts';

/** Types that constant.value[x] may have, and what JSON holds for them. */
const constantTypes: Readonly<Record<string, 'string' | 'number' | 'boolean' | 'moment' | 'long'>> = {
  base64Binary: 'string',
  boolean: 'boolean',
  canonical: 'string',
  code: 'string',
  date: 'moment',
  dateTime: 'moment',
  decimal: 'number',
  id: 'string',
  instant: 'moment',
  integer: 'number',
  integer64: 'long',
  oid: 'string',
  string: 'string',
  positiveInt: 'number',
  time: 'moment',
  unsignedInt: 'number',
  uri: 'string',
  url: 'string',
  uuid: 'string',
};

function valueOf(type: string, value: unknown): unknown {
  switch (constantTypes[type]) {
    case 'moment':
      return typeof value === 'string' ? new Typed(type, value) : undefined;
    case 'long':
      // JSON holds 64-bit integers as texts.
      return typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value))
        ? Number(value)
        : undefined;
    default:
      return typeof value === constantTypes[type] ? value : undefined;
  }
}

/** The constants by name, each a collection of one; what is wrong with them goes to `faults`. */
export function readConstants(view: ViewDefinition, faults: ViewFault[]): Map<string, readonly unknown[]> {
  const constants = new Map<string, readonly unknown[]>();
  view.constant?.forEach((constant, place) => {
    const where = `constant[${place}]`;
    const given = Object.keys(constant).filter((key) => key.startsWith('value'));
    const [key] = given;
    const suffix = key?.slice('value'.length) ?? '';
    const type = Object.keys(constantTypes).find((one) => one[0]!.toUpperCase() + one.slice(1) === suffix);
    if (given.length !== 1 || type === undefined)
      return faults.push({ where, message: 'needs one value[x] of a primitive type, such as valueString' });
    const value = valueOf(type, constant[key!]);
    if (value === undefined) return faults.push({ where: `${where}.${key!}`, message: `is no ${type}` });
    if (constants.has(constant.name))
      return faults.push({ where: `${where}.name`, message: `${constant.name} is there already` });
    return constants.set(constant.name, Object.freeze([value]));
  });
  return constants;
}
