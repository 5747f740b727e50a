// The library: everything shipped is proved; each planted error is refused by name.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { FormDefinition } from '../../rules/form.ts';
import type { Instrument } from '../../rules/instrument.ts';
import type { ContentFault } from '../../rules/proof/fault.ts';
import { proveForm } from '../../rules/proof/prove-form.ts';
import { proveInstrument } from '../../rules/proof/prove-instrument.ts';
import { contentRoot, shipped, shippedForm, shippedInstrument } from '../test-library.ts';
import { instrumentSchema } from './instrument-schema.ts';
import { loadLibrary, readLibrary } from './load-library.ts';

/** Loose access for planting. */
interface Planted {
  [key: string]: Planted;
}
const plant = <Content>(content: Content, change: (copy: Planted) => void): Content => {
  const copy = structuredClone(content);
  change(copy as unknown as Planted);
  return copy;
};
const set = (value: unknown) => value as Planted;
const kinds = (faults: readonly ContentFault[]) => [...new Set(faults.map(({ kind }) => kind))];

it('ships content of every kind, with worked examples and honest status', () => {
  expect(shipped.instruments.map(({ content }) => content.id).sort()).toEqual([
    'barthel',
    'cbt-i-sleep-restriction',
    'ccmq',
    'child-growth-ws-t-423',
    'china-par-10y',
    'china-par-lifetime',
    'ckd-epi-2021',
    'developmental-warning-signs',
    'diabetes-follow-up',
    'elderly-self-care',
    'fib-4',
    'frailty-index',
    'gad-2',
    'gad-7',
    'hypertension-follow-up',
    'isi',
    'lifes-essential-8',
    'lung-cancer-screening',
    'ncdrs',
    'news2',
    'phq-2',
    'phq-9',
    'plcom2012',
    'psqi',
    'stop-bang',
    'stroke-eight-factor',
    'tcm-constitution-33',
    'who-cvd-2019-east-asia',
    'who-cvd-2019-east-asia-no-laboratory',
    'who-growth-bmi',
    'who-growth-head',
    'who-growth-length',
    'who-growth-weight',
  ]);
  for (const { content, reviews } of shipped.instruments) {
    if (reviews.length === 0) expect(content.status).not.toBe('reviewed');
    if (content.provenance.some(({ mark }) => mark === 'memory')) expect(content.status).toBe('draft');
  }
  expect(shippedInstrument('hypertension-follow-up').combinations).toBeGreaterThan(100_000);
});

const tables: [name: string, id: string, kind: ContentFault['kind'], change: (copy: Planted) => void][] = [
  ['a gap in the points', 'news2', 'gap', (copy) => (copy['derived']![0]!['intervals']![1]!['below'] = set(11))],
  [
    'an overlap in the points',
    'news2',
    'overlap',
    (copy) => (copy['derived']![0]!['intervals']![1]!['below'] = set(13)),
  ],
  [
    'an input that is gone',
    'news2',
    'unknown-key',
    (copy) =>
      (copy['inputs'] = set((copy['inputs'] as unknown as { key: string }[]).filter(({ key }) => key !== 'pulse'))),
  ],
  [
    'points outside of their range',
    'news2',
    'outside-range',
    (copy) => (copy['derived']![0]!['intervals']![0]!['value'] = set(4)),
  ],
  [
    'years added to kilograms',
    'plcom2012',
    'units-disagree',
    (copy) => (copy['derived']![4]!['expression'] = set({ add: ['quitYears', 'bmi'] })),
  ],
  [
    'a value made of itself',
    'plcom2012',
    'circle',
    (copy) => (copy['derived']![0]!['expression'] = set({ add: ['risk', 1] })),
  ],
  [
    'a changed coefficient',
    'plcom2012',
    'vector-fails',
    (copy) => (copy['derived']![6]!['expression'] = set({ add: [-4, 'raceTerm'] })),
  ],
  [
    'a row that no one reaches',
    'hypertension-follow-up',
    'row-unreachable',
    (copy) =>
      (copy['rows'] = set([
        ...(copy['rows'] as unknown as object[]).slice(0, -1),
        { ...(copy['rows']![5] as object), key: 'again', when: { input: 'systolic', atLeast: 185 } },
        copy['rows']![6],
      ])),
  ],
  [
    'no row for the rest',
    'diabetes-follow-up',
    'no-row',
    (copy) => (copy['rows']![6]!['when'] = set({ input: 'fastingGlucose', below: 6 })),
  ],
  ['the default in front', 'diabetes-follow-up', 'default-not-last', (copy) => delete copy['rows']![0]!['when']],
  [
    'a code that the input lacks',
    'lung-cancer-screening',
    'unknown-code',
    (copy) => (copy['derived']![0]!['condition'] = set({ input: 'smoking', is: 'sometimes' })),
  ],
  [
    'a number asked as a code',
    'lung-cancer-screening',
    'wrong-kind',
    (copy) => (copy['derived']![0]!['condition'] = set({ input: 'age', is: 'old' })),
  ],
  ['memory sold as verified', 'lung-cancer-screening', 'status-too-high', (copy) => (copy['status'] = set('verified'))],
  ['review without a reviewer', 'diabetes-follow-up', 'status-too-high', (copy) => (copy['status'] = set('reviewed'))],
];
it.each(tables)('refuses %s', (_name, id, kind, change) => {
  const { content, vectors, reviews } = shippedInstrument(id);
  const planted: Instrument = plant(content, change);
  expect(kinds(proveInstrument(planted, vectors, reviews).faults)).toContain(kind);
});

it('refuses an instrument without examples', () => {
  expect(kinds(proveInstrument(shippedInstrument('news2').content, [], []).faults)).toContain('no-vectors');
});

it('refuses a misspelt property', () => {
  const planted = plant(shippedInstrument('news2').content, (copy) => (copy['inputs']![0]!['rnage'] = set([0, 1])));
  expect(instrumentSchema.safeParse(planted).success).toBe(false);
});

const forms: [name: string, kind: ContentFault['kind'], change: (copy: Planted) => void][] = [
  [
    'a circle of conditions',
    'circle',
    (copy) =>
      (copy['sections']![0]!['items']![0]!['enableWhen'] = set({ input: 'symptoms', has: ['1'] })) &&
      (copy['sections']![0]!['items']![1]!['enableWhen'] = set({ input: 'method', is: '1' })),
  ],
  [
    'a condition on nothing',
    'unknown-key',
    (copy) => (copy['sections']![0]!['items']![0]!['enableWhen'] = set({ input: 'weather', is: true })),
  ],
  ['a gap in the bands', 'gap', (copy) => (copy['sections']![1]!['items']![0]!['bands']![1]!['atLeast'] = set(95))],
  [
    'an overlap of the bands',
    'overlap',
    (copy) => (copy['sections']![1]!['items']![0]!['bands']![1]!['atLeast'] = set(85)),
  ],
  [
    'another unit than its table',
    'units-disagree',
    (copy) => (copy['sections']![1]!['items']![0]!['unit'] = set('kPa')),
  ],
  ['two items of one key', 'double-key', (copy) => (copy['sections']![1]!['items']![0]!['key'] = set('diastolic'))],
  [
    'an answer that its table lacks',
    'unknown-code',
    (copy) => (copy['sections']![5]!['items']![0]!['options']![0]!['code'] = set('nothing')),
  ],
];
it.each(forms)('refuses a form with %s', (_name, kind, change) => {
  const planted: FormDefinition = plant(shippedForm('hypertension-follow-up'), change);
  expect(
    kinds(
      proveForm(
        planted,
        shipped.instruments.map(({ content }) => content),
      ),
    ),
  ).toContain(kind);
});

const emptyRoot = () => {
  const folder = mkdtempSync(join(tmpdir(), 'tianmu-content-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};
const copyOf = (name: string, root: string, as = name) =>
  cpSync(new URL(`${name}/`, contentRoot), join(root, as), { recursive: true });
const faultsOf = (root: string) => readLibrary(pathToFileURL(`${root}/`)).faults;

it('reads one folder more as one instrument more', () => {
  const root = emptyRoot();
  copyOf('instruments/elderly-self-care', root);
  expect(faultsOf(root)).toEqual([]);
  expect(loadLibrary(pathToFileURL(`${root}/`)).instruments.map(({ content }) => content.id)).toEqual([
    'elderly-self-care',
  ]);
});

it('refuses a folder without its note or under another name, and tells where', () => {
  const root = emptyRoot();
  copyOf('instruments/elderly-self-care', root, 'instruments/another-name');
  rmSync(join(root, 'instruments/another-name/2017.1/README.zh.md'));
  copyOf('instruments/news2', root, 'instruments/news3');
  expect(faultsOf(root).map(({ where, detail }) => `${where}: ${detail}`)).toEqual([
    'instruments/another-name/2017.1: README.zh.md is missing',
    'instruments/news3/2017.1: calls itself news2 2017.1',
  ]);
  expect(() => loadLibrary(pathToFileURL(`${root}/`))).toThrow(/faulty/);
});
