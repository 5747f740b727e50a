// FHIRPath for views: cases by hand from the specification, and made-up paths over real resources against another engine.
import { readdirSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { describe, expect, it } from 'vitest';
import { typeShape } from '../structure.ts';
import { compilePath } from './compile-path.ts';
import { PathError } from './parse-path.ts';
import { EvaluationError, bare } from './values.ts';

type Resource = Record<string, unknown> & { resourceType: string };
const evaluate = (resource: Resource, text: string, variables = new Map<string, readonly unknown[]>()): unknown[] =>
  compilePath(text, { inputType: resource.resourceType, variables })
    .read(resource, { resource, variables, rowIndex: 0 })
    .map(bare);

const patient: Resource = {
  resourceType: 'Patient',
  id: 'p1',
  active: true,
  birthDate: '1970-06',
  _birthDate: { extension: [{ url: 'urn:time', valueDateTime: '1970-06-04T10:00:00+08:00' }] },
  deceasedDateTime: '2020-01-02T03:04:05Z',
  name: [
    { use: 'official', family: 'Li', given: ['Ming', 'Xiao'] },
    { use: 'usual', text: 'Xiao Li' },
  ],
  managingOrganization: { reference: 'https://a.example/fhir/Organization/o1/_history/2' },
  generalPractitioner: [{ reference: 'Practitioner/d1' }, { reference: '#inside' }],
  extension: [{ url: 'urn:village', valueReference: { reference: 'Location/v1' } }],
};
const observation: Resource = {
  resourceType: 'Observation',
  id: 'o1',
  status: 'final',
  valueQuantity: { value: 1.587, unit: 'kg' },
  effectivePeriod: { start: '2010-10-10' },
  component: [{ valueQuantity: { value: 120 } }, { valueInteger: 3 }, { valueTime: '12:34' }],
};

describe('FHIRPath', () => {
  it.each<[string, unknown[]]>([
    ['id', ['p1']],
    ['Patient.id', ['p1']],
    ['Observation.id', []],
    ['name.given', ['Ming', 'Xiao']],
    ['name[0].given[1]', ['Xiao']],
    ['name[5].given', []],
    ["name.where(use = 'usual').text", ['Xiao Li']],
    ["name.where(use = 'usual').given.exists()", [false]],
    ["name.exists(use = 'old')", [false]],
    ['name.given.join()', ['MingXiao']],
    ["name.given.join(', ')", ['Ming, Xiao']],
    ["name.suffix.join(',')", []],
    ['name.given.first()', ['Ming']],
    ['name.suffix.empty()', [true]],
    ['active.not()', [false]],
    ['suffix.not()', []],
    ['deceased.ofType(dateTime)', ['2020-01-02T03:04:05Z']],
    ['deceased.ofType(boolean)', []],
    ['deceased is dateTime', [true]],
    ["extension('urn:village').value.ofType(Reference).reference", ['Location/v1']],
    ["birthDate.extension('urn:time').value.ofType(dateTime)", ['1970-06-04T10:00:00+08:00']],
    ['getResourceKey()', ['p1']],
    ['managingOrganization.getReferenceKey()', ['o1']],
    ['managingOrganization.getReferenceKey(Patient)', []],
    ['generalPractitioner.getReferenceKey(Practitioner)', ['d1']],
    ['birthDate.lowBoundary()', ['1970-06-01']],
    ['birthDate.highBoundary()', ['1970-06-30']],
    ['birthDate < @1980-01-01', [true]],
    ['birthDate = @1970-06-04', []],
    ['deceased.ofType(dateTime) > @2020-01-02T11:04:04+08:00', [true]],
    ['deceased.ofType(dateTime) = @2020-01-02T11:04:05+08:00', [true]],
    ['active and suffix', []],
    ['active or suffix', [true]],
    ['(1 + 2) * 3 - 4 / 2', [7]],
    ['0.1 + 0.2 = 0.3', [true]],
    ['1 / 0', []],
    ["'a' & suffix & 'b'", ['ab']],
    ["'it''s'.length()".replace("''", "\\'"), [4]],
    ['-2 < 1 and 7 mod 4 = 3 and 7 div 4 = 1', [true]],
    ['(name.given | name.given | name.family).count()', [3]],
    ["name.select(given.first() & '.')", ['Ming.', '.']],
    ["iif(active, 'yes', 'no')", ['yes']],
    ["'official' in name.use", [true]],
    ['name.given.where($this = %wanted)', ['Xiao']],
    ['{}', []],
  ])('%s', (text, expected) => {
    expect(evaluate(patient, text, new Map([['wanted', ['Xiao']]]))).toEqual(expected);
  });

  it.each<[string, unknown[]]>([
    ['value.ofType(Quantity).value', [1.587]],
    ['value.ofType(Quantity).value.lowBoundary()', [1.5865]],
    ['value.ofType(Quantity).value.highBoundary()', [1.5875]],
    ['value.ofType(string)', []],
    ['component.value.ofType(integer)', [3]],
    ['component.where(value is Quantity).value.value', [120]],
    ['component.value.ofType(time).lowBoundary()', ['12:34:00.000']],
    ['component.value.ofType(time).highBoundary()', ['12:34:59.999']],
    ['effective.ofType(Period).start.lowBoundary()', ['2010-10-10T00:00:00.000+14:00']],
    ['effective.ofType(Period).start.highBoundary()', ['2010-10-10T23:59:59.999-12:00']],
    ['component.value.ofType(Quantity).value.single() >= 120', [true]],
  ])('%s', (text, expected) => {
    expect(evaluate(observation, text)).toEqual(expected);
  });

  it.each<[string, number]>([
    ['name.', 5],
    ['name.where(', 11],
    ["'open", 0],
    ['a ? b', 2],
    ['%missing', 0],
    ['name.magic()', 5],
    ['now()', 0],
    ['name.first(1)', 5],
    ["name.ofType('x')", 5],
    ['(1 + 2', 6],
  ])('refuses %s at character %i', (text, at) => {
    let refused: unknown;
    try {
      compilePath(text);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(PathError);
    expect((refused as PathError).at).toBe(at);
  });

  it.each(['name.given > 1', 'name.given + 1', "name & 'x'", 'name < name', "birthDate.matches('(')"])(
    'cannot go on in %s',
    (text) => {
      expect(() => evaluate(patient, text)).toThrow(EvaluationError);
    },
  );

  it('ends for a deeply nested expression', () => {
    expect(() => compilePath('('.repeat(5_000))).toThrow(PathError);
    expect(() => compilePath('-'.repeat(5_000))).toThrow(PathError);
  });
});

const folder = new URL('../../../foundation/record/golden/synthea/', import.meta.url);
const [file] = readdirSync(folder).filter((name) => /^[1-9].*br$/.test(name));
const samples = new Map<string, Resource[]>();
for (const { resource } of (
  JSON.parse(brotliDecompressSync(readFileSync(new URL(file!, folder))).toString()) as {
    entry: { resource: Resource }[];
  }
).entry) {
  const list = samples.get(resource.resourceType) ?? [];
  samples.set(resource.resourceType, list);
  if (list.length < 5) list.push(resource);
}

/** Paths along the structure of a type, with the functions of views on the way. */
function pathsFrom(type: string, depth: number): fc.Arbitrary<string> {
  const elements = [...(typeShape(type)?.elements.values() ?? [])].filter(
    // The other engine's grammar reads `sort` as its function, delimited or not.
    (one) => one.name !== 'contained' && one.name !== 'extension' && one.name !== 'sort',
  );
  if (elements.length === 0 || depth === 0) return fc.constant('');
  return fc.constantFrom(...elements).chain((element) => {
    const choice = element.choice === undefined ? '' : `.ofType(${element.type})`;
    const step = fc.constantFrom('', '', '', '.first()', '[0]', '[1]', '.where($this.exists())', '.where(id.empty())');
    const rest = element.primitive ? fc.constant('') : pathsFrom(element.type, depth - 1);
    const end = fc.constantFrom(
      '',
      '',
      '.exists()',
      '.empty()',
      '.exists().not()',
      '.count()',
      '.count() > 1',
      '.first().exists() and true',
      '.distinct().count() + 1',
    );
    return fc
      .tuple(step, rest, end)
      .map(([here, further, last]) => `\`${element.name}\`${choice}${here}${further ? `.${further}` : last}`);
  });
}

it('reads what another engine reads from real resources', () => {
  const types = [...samples.keys()].toSorted();
  const paths = fc.constantFrom(...types).chain((type) => fc.tuple(fc.constant(type), pathsFrom(type, 4)));
  fc.assert(
    fc.property(paths, ([type, text]) => {
      for (const resource of samples.get(type)!) {
        const expected = fhirpath.evaluate(resource, text, undefined, r4) as unknown[];
        expect([text, JSON.parse(JSON.stringify(evaluate(resource, text)))]).toEqual([
          text,
          JSON.parse(JSON.stringify(expected)),
        ]);
      }
    }),
    { numRuns: 400 },
  );
});
