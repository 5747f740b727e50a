// Everything that a rule can say has words in both catalogues: a printed sheet never shows a key.
import { expect, it } from 'vitest';
import chinese from '../../web/report/messages/zh-CN.json' with { type: 'json' };
import { indexTerms } from '../index-terms.ts';
import { reportDocument } from './document.ts';
import { makeReport } from './make-report.ts';
import { measureKeys } from './measure-keys.ts';
import { measures } from './measures.ts';
import { adviceRules } from './prescription-rules.ts';
import { blocks } from './report-model.ts';
import { sampleFacts } from './sample-facts.ts';
import { dangers } from './things-to-do.ts';

const known = new Map(Object.entries(chinese));

it('has words for each rule, part, measure and unit', () => {
  const keys = [
    ...adviceRules.map(({ rule }) => `rx.${rule}`),
    ...indexTerms.flatMap(({ key }) => [`term.${key}`, `todo.${key}`, `ask.${key}`, `about.${key}`]),
    ...measureKeys.flatMap((key) => [`measure.${key}`, `unit.${measures[key].unit}`]),
    ...blocks.map((block) => `block.${block}`),
    ...Object.keys(dangers).flatMap((key) => [`danger.${key}`, `about.${key}`]),
    ...['smoking', 'pressure', 'hba1c', 'fastingGlucose', 'activity', 'weight', 'sleep'].map((key) => `goal.${key}`),
    ...['pressureDue', 'followUp', 'screening', 'vaccine'].flatMap((key) => [
      `due.${key}`,
      `todo.${key}`,
      `about.${key}`,
    ]),
    'due.checkUp',
  ];
  expect(keys.filter((key) => !known.has(`report.${key}`))).toEqual([]);
});

const words = {
  t: (key: string, parameters: Record<string, string | number> = {}) =>
    (known.get(key) ?? key).replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(parameters[name] ?? place)),
  text: ({ zh }: { zh: string }) => zh,
};

it('says where a pressure was measured, and no id of a rule', () => {
  const facts = sampleFacts();
  const now = {
    ...facts.now,
    systolic: { value: 169, on: '2026-11-20', where: 'home' },
    diastolic: { value: 85, on: '2026-11-20', where: 'office' },
  } as const;
  const told = JSON.stringify(reportDocument(makeReport({ ...facts, now }), 'doctor', words));
  expect(told).toContain('169 mmHg（在家量）');
  expect(told).toContain('收缩压（高压） 169 mmHg（在家量），目标');
  expect(told).toContain('85 mmHg（医护人员量）');
  expect(told).toContain('〔健康处方建议 ');
  expect(told).not.toMatch(/RX-|选项码/);
});

it.each(['resident', 'doctor'] as const)('tells a whole report to a %s without a gap', (reader) => {
  const asked = new Set<string>();
  const document = reportDocument(makeReport(sampleFacts()), reader, {
    ...words,
    t: (key, parameters) => {
      asked.add(key);
      return words.t(key, parameters);
    },
  });
  expect([...asked].filter((key) => !known.has(key))).toEqual([]);
  expect(JSON.stringify(document)).not.toContain('{{');
  expect(document.sections.map(({ key }) => key)).toEqual([
    'summary',
    'measured',
    'risks',
    'chronic',
    'use',
    'due',
    'prescription',
    'sources',
  ]);
});
